/** Statements that a registration can hold only once (cmi5 9.3), numbered. */
const places = { passed: 1, failed: 2, completed: 3 } as const;

/**
 * The statement id of a verdict, the same at every telling: a page that closed before the record store's answer
 * tells the verdict again at the next launch, and the store knows the repeat by its id (xAPI 4.2.1: 409, nothing added).
 * Made from the registration, a random UUID itself, by changing its last digits.
 * @returns undefined when the registration is not a UUID
 */
export function lastingId(registration: string, verdict: keyof typeof places): string | undefined {
  const parts = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)([0-9a-f]{6})([0-9a-f]{6})$/i.exec(registration);
  if (!parts) return undefined;
  const [, head = '', middle = '', tail = ''] = parts;
  const changed = (Number.parseInt(tail, 16) ^ (places[verdict] * 0x2f_ae35)) & 0xff_ffff;
  return `${head}${middle}${changed.toString(16).padStart(6, '0')}`.toLowerCase();
}

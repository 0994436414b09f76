/**
 * Seconds as an ISO 8601 duration with at most two decimals (`PT1H2M3.5S`).
 * Never `PT`, never days: strict receivers refuse `P1DT` and more than two decimals.
 * What is negative or not a number counts as 0.
 */
export function isoDuration(seconds: number): string {
  const hundredths = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds * 100)) : 0;
  const hours = Math.floor(hundredths / 360_000);
  const minutes = Math.floor((hundredths % 360_000) / 6000);
  const rest = (hundredths % 6000) / 100;
  const text = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${rest > 0 ? `${rest}S` : ''}`;
  return `PT${text === '' ? '0S' : text}`;
}

const parts =
  /^P(?:([\d.,]+)W)?(?:([\d.,]+)Y)?(?:([\d.,]+)M)?(?:([\d.,]+)D)?(?:T(?:([\d.,]+)H)?(?:([\d.,]+)M)?(?:([\d.,]+)S)?)?$/;
const unitSeconds = [604_800, 31_557_600, 2_629_800, 86_400, 3600, 60, 1] as const;

/** The seconds of an ISO 8601 duration (a year has 365.25 days); undefined when it is none. */
export function durationSeconds(text: string): number | undefined {
  const found = text === '' ? null : parts.exec(text);
  if (!found) return undefined;
  let sum: number | undefined;
  for (let index = 0; index < unitSeconds.length; index++) {
    const part = found[index + 1];
    if (part !== undefined) sum = (sum ?? 0) + Number(part.replace(',', '.')) * (unitSeconds[index] ?? 0);
  }
  return Number.isFinite(sum) ? sum : undefined;
}

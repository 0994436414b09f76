/** A learner's run log as it was sent (`docs/run-log.md`), read. */
export interface RunLog {
  /** What stands at the top: module, version, target, language, browser. */
  readonly head: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch; null when the line is missing. */
  readonly began: number | null;
  readonly events: readonly LoggedEvent[];
  /** Events in the middle that the page had no room for. */
  readonly leftOut: number;
  /** Lines that are none of a run log: signatures, greetings. */
  readonly strange: number;
}

export interface LoggedEvent {
  /** Seconds since the session began. */
  readonly at: number;
  readonly event: string;
  readonly words: readonly string[];
}

/** Longer than any page writes: 300 lines of a few words. */
const longest = 200_000;

/**
 * Reads a run log out of whatever it was pasted into: quoted in a mail, with blanks before its lines and any line ends.
 * @returns a text that says what is wrong with it, when it is none
 */
export function readRunLog(text: string): RunLog | string {
  if (text.length > longest) return `This is too long for a run log (${text.length} characters).`;
  const lines = text.split(/\r\n?|\n/).map((line) => line.replace(/^[\s>|]+/, '').trimEnd());
  const start = lines.findIndex((line) => /^cpm-run-log \d+$/.test(line));
  if (start < 0) return 'This is no run log: there is no line "cpm-run-log 1".';
  const version = lines[start]?.split(' ')[1];
  if (version !== '1') return `This run log has the form ${version}, and this program knows form 1: use a newer one.`;
  const head: Record<string, string> = {};
  const events: LoggedEvent[] = [];
  let leftOut = 0;
  let strange = 0;
  for (const line of lines.slice(start + 1).filter((one) => one !== '')) {
    // What is no plain text could steer the terminal of whoever reads it.
    const [first = '', ...words] = /^[ -~]{1,800}$/.test(line) ? line.split(' ') : [];
    const [second = '', ...rest] = words;
    if (/^\d{1,9}\.\d\d$/.test(first) && /^[a-z-]+$/.test(second)) {
      events.push({ at: Number(first), event: second, words: rest });
    } else if (first === 'left-out') leftOut = Number(second) || 0;
    else if (first === 'ended') head.ended = second;
    else if (events.length === 0 && /^[a-z]+$/.test(first)) head[first] = second;
    else strange += 1;
  }
  const began = Date.parse(head.began ?? '');
  return { head, began: Number.isNaN(began) ? null : began, events, leftOut, strange };
}

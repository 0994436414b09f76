/** 0.8333 as `83%`, in Spanish `83 %`; a score just under a whole percent is not rounded up to 100. */
export function percentOf(score: number, locale: 'en-US' | 'es-US' = 'en-US'): string {
  const percent = Math.round(score * 100);
  return `${percent === 100 && score < 1 ? 99 : percent}${locale === 'es-US' ? '\u00a0' : ''}%`;
}

/** Seconds as `under 1 min`, `18 min`, `2 h 5 min`. */
export function durationOf(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'under 1 min';
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const day = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'short', day: 'numeric' });
const moment = new Intl.DateTimeFormat('en-US', {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** Milliseconds as `Mar 14, 2026`, in the server's time zone. */
export function dateOf(time: number): string {
  return day.format(time);
}

/** Milliseconds as `March 14, 2026 at 11:02 AM`, in the server's time zone. */
export function dateTimeOf(time: number): string {
  return moment.format(time);
}

/** `1 learner`, `1,204 learners`. @param plural where it is not the word with an s */
export function pluralOf(count: number, word: string, plural = `${word}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? word : plural}`;
}

/** `1 person`, `1,204 people`. */
export function peopleOf(count: number): string {
  return pluralOf(count, 'person', 'people');
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

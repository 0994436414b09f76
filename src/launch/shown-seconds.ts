/** A span for people: `12 min 4 s`; '' for none. @param seconds rounded to whole ones */
export function shownSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return whole === 0 ? '' : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

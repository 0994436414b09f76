/** SCORM's spellings of a span and of a moment, by version. Spans in seconds, moments in milliseconds since the epoch. */
export const spelledTime = {
  /** CMITimespan, `HHHH:MM:SS.SS` (SCORM 1.2 RTE 3.4.4): never negative, at most 9999:59:59.99. */
  span12(seconds: number): string {
    const hundredths = Math.min(hundredthsOf(seconds), 3_599_999_999);
    const whole = Math.floor(hundredths / 100);
    const hours = Math.floor(whole / 3600);
    const rest = hundredths % 100;
    return `${String(hours).padStart(4, '0')}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${two(rest)}`;
  },

  /** CMITime, `HH:MM:SS`: the learner's time of day (SCORM 1.2 RTE 3.4.4). */
  moment12(at: number): string {
    const date = new Date(at);
    return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  },

  /** timeinterval(second,10,2), `PT1H2M3.5S` (SCORM 2004 RTE 4.1.1.7): never negative, never a bare `PT`. */
  span2004(seconds: number): string {
    const hundredths = hundredthsOf(seconds);
    const hours = Math.floor(hundredths / 360_000);
    const minutes = Math.floor(hundredths / 6000) % 60;
    const rest = (hundredths % 6000) / 100;
    const parts = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`;
    return `PT${parts || '0S'}`;
  },

  /** time(second,10,2) in UTC: two decimals, for some LMSs refuse three, and a zone without a fraction (M15). */
  moment2004(at: number): string {
    return `${new Date(at).toISOString().slice(0, 22)}Z`;
  },
} as const;

function hundredthsOf(seconds: number): number {
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 100) : 0;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

import { element } from '../element.js';

/** A time of day, to the second. @param at milliseconds since the epoch */
export function timeOf(at: number, className: string): HTMLTimeElement {
  const when = new Date(at);
  const text = when.toLocaleTimeString('en-US', {
    hour12: false,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return element('time', { datetime: when.toISOString(), ...(className === '' ? {} : { class: className }) }, text);
}

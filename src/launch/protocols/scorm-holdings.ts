import type { HeldInteraction, Holdings } from '../feed.js';
import { shownSeconds } from '../shown-seconds.js';
import type { Cmi, ScormBook } from './scorm-book.js';

/** SCORM's data as a person reads it beside the course. */
export function scormHoldings(book: ScormBook, cmi: Cmi): Holdings {
  const text = cmi['cmi.suspend_data'] ?? '';
  const interactions = interactionsOf(book, cmi);
  return {
    verdict: {
      ...book.verdict(cmi),
      time: shownSeconds(scormSeconds(cmi[book.totalTime] ?? '')),
      interactions: interactions.length,
    },
    rows: [
      ...book.rows.map(([label, element, unset]) => ({ label, value: cmi[element] || unset })),
      { label: 'Interactions', value: String(interactions.length) },
    ],
    interactions,
    suspended: {
      label: 'Suspend data',
      text,
      characters: text.length,
      bytes: new TextEncoder().encode(text).length,
      limit: book.suspendLimit,
    },
  };
}

function interactionsOf(book: ScormBook, cmi: Cmi): HeldInteraction[] {
  const found: HeldInteraction[] = [];
  for (let n = 0; cmi[`cmi.interactions.${n}.id`] !== undefined; n++) {
    const at = (name: string) => cmi[`cmi.interactions.${n}.${name}`] ?? '';
    found.push({ id: at('id'), type: at('type'), response: at(book.response), result: at('result') });
  }
  return found;
}

/** `0001:02:03.4` (SCORM 1.2 RTE 3.4.4) or `PT1H2M3.4S` (SCORM 2004 RTE 4.1.1.7) in seconds; 0 for anything else. */
function scormSeconds(text: string): number {
  const clock = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  const iso = /^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = [
    ...(clock ? ['0', ...clock.slice(1)] : (iso ?? []).slice(1)),
  ].map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

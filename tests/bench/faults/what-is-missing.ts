import type { Frame } from 'playwright-core';
import { heading } from '../../journey/course.js';
import { faultModule } from './fault-module.js';
import type { Act } from './learner.js';
import type { PlayPage } from './play-page.js';
import { until } from './until.js';

export interface Found {
  readonly play: PlayPage;
  /** The course after the relaunch. */
  readonly course: Frame;
  /** All that the learner did, oldest first, with the opening. */
  readonly acts: readonly Act[];
  /** How many of them must be there. */
  readonly sure: number;
  /** Statements of the attempt's registration. */
  readonly statements: (registration: string) => Promise<readonly Told[]>;
}

/** A statement as far as the matrix looks at it. */
export interface Told {
  readonly id: string;
  /** Last part of the verb's id. */
  readonly verb: string;
  /** Last part of the object's id. */
  readonly object: string;
}

/** How long the course has after its relaunch to bring the LMS and the record store up to date, milliseconds. */
const patience = 12_000;

/** What of the acts that must be there is not there: page, answers, status, score, statements; in words, none when all is there. */
export async function whatIsMissing(found: Found): Promise<readonly string[]> {
  const { course, acts, sure } = found;
  const must = acts[Math.max(0, sure - 1)];
  if (!must) return [];
  const place = await heading(course);
  const places = acts.slice(Math.max(0, sure - 1)).map((act) => act.place);
  const missing = places.includes(place) ? [] : [`page: shows “${place}”, not “${places.join('” or “')}”`];
  return [
    ...missing,
    ...(await missingAnswers(course, must)),
    ...(await missingVerdict(found, must, place)),
    ...(await missingStatements(found, must)),
  ];
}

/** Visits each question by its address, and comes back. */
async function missingAnswers(course: Frame, must: Act): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const id of must.answered) {
    const number = faultModule.questions.indexOf(id) + 1;
    const section = course.locator(`[data-place="/question/${number}"]`);
    await course.evaluate((hash) => {
      location.hash = hash;
    }, `/question/${number}`);
    const chosen = await until(
      () => section.evaluate((one) => one.querySelector('label:has(input:checked)')?.textContent ?? ''),
      (text) => text.includes(faultModule.right),
      3000,
    );
    if (!chosen.includes(faultModule.right)) missing.push(`answer: ${id} is not kept`);
  }
  return missing;
}

async function missingVerdict({ play, acts }: Found, must: Act, place: string): Promise<readonly string[]> {
  const isShown = place === faultModule.passed;
  const isNeeded = must.isPassed || isShown || (acts.at(-1)?.isPassed === true && isShown);
  if (!isNeeded) return [];
  const isThere = (verdict: Readonly<Record<string, string>> | null) =>
    verdict === null || (/passed/.test(verdict['In the gradebook'] ?? '') && verdict.Score === '100%');
  const verdict = await until(() => play.verdict(), isThere, patience);
  return isThere(verdict)
    ? []
    : [
        `verdict: the LMS shows “${verdict?.['In the gradebook']}”, score “${verdict?.Score}”${isShown ? ', the page shows passed' : ''}`,
      ];
}

async function missingStatements({ play, statements }: Found, must: Act): Promise<readonly string[]> {
  const registration = await play.registration();
  if (registration === null) return [];
  const judge = (told: readonly Told[]) => faultsOf(told, must);
  return judge(
    await until(
      () => statements(registration),
      (told) => judge(told).length === 0,
      patience,
    ),
  );
}

function faultsOf(told: readonly Told[], must: Act): readonly string[] {
  const count = (verb: string) => told.filter((one) => one.verb === verb).length;
  const seen = new Set(told.filter(({ verb }) => verb === 'experienced').map(({ object }) => object));
  const wanted = [
    ...must.pages
      .filter((page) => !seen.has(page.toLowerCase().replace(/ /g, '-')))
      .map((page) => `experienced ${page}`),
    ...(must.isChecked && !told.some((one) => one.verb === 'answered' && one.object === 'k-one')
      ? ['answered k-one']
      : []),
    ...(must.isPassed
      ? [
          ...faultModule.questions
            .filter((id) => !told.some((one) => one.verb === 'answered' && one.object === id))
            .map((id) => `answered ${id}`),
          ...['passed', 'completed'].filter((verb) => count(verb) === 0),
        ]
      : []),
  ].map((what) => `statement: ${what} is not in the store`);
  const doubled = ['passed', 'completed'].filter((verb) => count(verb) > 1);
  return [...wanted, ...doubled.map((verb) => `statement: ${count(verb)} of ${verb}`)];
}

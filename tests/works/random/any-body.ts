import fc from 'fast-check';
import { maybe, numbered, phrase, texts } from './any-text.js';

const credit = maybe('credit', fc.constantFrom('parts', 'all'));

/** Options of which some are right, as `right` chooses among so many. */
const options = (min: number, max: number, right: (n: number) => fc.Arbitrary<readonly number[]>) =>
  fc
    .tuple(
      fc.array(fc.record({ text: phrase, told: fc.boolean(), pinned: fc.boolean() }), {
        minLength: min,
        maxLength: max,
      }),
    )
    .chain(([all]) => right(all.length).map((rights) => ({ all, rights })))
    .map(({ all, rights }) =>
      all.map(({ text, told, pinned }, i) => ({
        text: numbered(text, i),
        ...(rights.includes(i) ? { correct: true } : {}),
        ...(pinned ? { pinned } : {}),
        ...(told ? { feedback: `About ${text}` } : {}),
      })),
    );
const one = (n: number) => fc.nat(n - 1).map((i) => [i]);
const some = (n: number) =>
  fc.subarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: 1 },
  );

const scenario = fc
  .record({
    told: texts(3, 3),
    /** Of each step: whether it ends early, and what its decisions earn. */
    steps: fc.array(fc.tuple(fc.boolean(), fc.array(fc.nat(10), { minLength: 2, maxLength: 4 })), {
      minLength: 1,
      maxLength: 5,
    }),
    how: credit,
  })
  .map(({ told: [story, text, outcome], steps, how }) => ({
    steps: [
      ...steps.map(([early, points], i) => ({
        id: `step-${i}`,
        story: `${story} ${i}`,
        decisions: points.map((earned, n) => ({
          text: numbered(text ?? '', n),
          outcome: `${outcome} ${n}`,
          ...(earned > 0 ? { points: earned } : {}),
          to: i + 1 === steps.length || (early && n > 0) ? 'end' : `step-${i + 1}`,
        })),
      })),
      { id: 'end', story: 'It ends here.', end: true },
    ],
    ...how,
  }));

const level = fc.tuple(phrase, maybe('feedback', phrase)).map(([text, feedback]) => ({ text, ...feedback }));

/** The fields of a type, by type: any that its schema and its rules take. */
export const anyBody: Readonly<Record<string, fc.Arbitrary<object>>> = {
  'single-choice': options(2, 8, one).map((all) => ({ options: all })),
  'multiple-choice': fc.tuple(options(3, 8, some), credit).map(([all, how]) => ({ options: all, ...how })),
  'true-false': fc
    .tuple(fc.boolean(), maybe('if-true', phrase), maybe('if-false', phrase))
    .map(([answer, ...told]) => Object.assign({ answer }, ...told)),
  'fill-in': fc
    .record({ answers: texts(1, 5), slips: fc.constantFrom(0, 1, 2), exact: fc.boolean() })
    .map(({ answers, slips, exact }) => ({
      answers: answers.map((text) => text.slice(0, 40)),
      ...(slips ? { 'spelling-slips': slips } : {}),
      ...(exact ? { 'case-sensitive': true } : {}),
    })),
  numeric: fc
    .tuple(
      fc.oneof(
        fc.record({ answer: fc.integer({ min: -1000, max: 1000 }), tolerance: fc.constantFrom(0, 0.5, 3) }),
        fc.double({ min: -50, max: 50, noNaN: true }).map((n) => ({ answer: Number(n.toFixed(2)) })),
        fc.integer({ min: -50, max: 50 }).map((from) => ({ from, to: from + 7 })),
        fc.integer({ min: -50, max: 50 }).map((to) => ({ to })),
      ),
      maybe('near', fc.constantFrom(0.1, 5)),
      maybe('unit', fc.constantFrom('days', '%', '"')),
    )
    .map(([range, near, unit]) => ({ ...range, ...near, ...unit })),
  matching: fc.tuple(texts(3, 6), texts(6, 6), credit).map(([sources, targets, how]) => ({
    pairs: sources.map((source, i) => ({ source, target: targets[i] })),
    ...how,
  })),
  sequencing: fc.tuple(texts(3, 6), credit).map(([steps, how]) => ({ steps, ...how })),
  categorize: fc.tuple(texts(2, 4), texts(8, 8), credit).map(([names, items, how]) => ({
    categories: names.map((name, i) => ({ name: name.slice(0, 80), items: items.slice(i * 2, i * 2 + 2) })),
    ...how,
  })),
  hotspot: fc.tuple(texts(2, 4), credit, phrase).chain(([names, how, alt]) =>
    some(names.length).map((rights) => ({
      image: 'media/levels.svg',
      alt,
      spots: names.map((name, i) => ({
        ...{ name, x: i * 20, y: 10, width: 15.5, height: 20 },
        ...(rights.includes(i) ? { correct: true } : { feedback: `Not ${name}` }),
      })),
      ...how,
    })),
  ),
  likert: texts(2, 7).map((scale) => ({ scale: scale.map((text) => text.slice(0, 80)) })),
  'long-text': fc.tuple(phrase, maybe('points', texts(1, 6))).map(([model, points]) => ({ model, ...points })),
  'practice-profile': fc
    .tuple(level, level, level)
    .map(([emerging, acquiring, accomplished]) => ({ emerging, acquiring, accomplished })),
  scenario,
};

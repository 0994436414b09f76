import { asOf } from '../as-of.js';
import { noAnswer } from '../no-answer.js';
import { type Asked, hidden, type Report, type Row, type Table } from '../report.js';
import type { AnswerTable } from '../statistics/answer-table.js';
import { itemRules } from '../statistics/item-statistics.js';
import { mean } from '../statistics/moments.js';
import { peopleOf, percentOf } from '../words.js';
import { questionsOf } from './items.js';
import { firstTries, nothingYet, preTests, rowsWanted, sheetName, tellsTooMuch, toldTo } from './sittings.js';

/** What learners gained between pre-test and first try, for the module and by question. */
export const gain: Report = {
  id: 'gain',
  title: 'Gain',
  summary:
    'What learners gained from the pre-test to the first try of the assessment, for the module and question by question.',
  filters: ['module', 'version', 'academy', 'county', 'role', 'from', 'to'],
  needs: ['module', 'version'],
  period: 'Handed in',
  readers: ['state', 'academy', 'county', 'author'],
  main: 'items',
  async read(asked) {
    const name = sheetName(asked);
    if (!name) return noAnswer(nothingYet, (await asOf(asked.db)).through);
    const { sheet, through } = await asked.sheets.items(name);
    const rows = rowsWanted(asked, sheet);
    const [before, after] = [preTests(sheet, rows), firstTries(sheet, rows)];
    const learners = pairedLearners(before, after);
    if (learners.length === 0)
      return noAnswer('No learner who fits here has taken both the pre-test and the assessment.', through);
    const told = toldTo(asked);
    const whole = toldGain(asked, gainOf(learners));
    const questions = questionsOf(asked, name.module);
    const items = sheet.items.flatMap((item, column) => {
      const pairs = pairsOf(before, after, column);
      return pairs.length === 0 ? [] : [{ title: questions.get(item)?.title ?? item, item, ...gainOf(pairs) }];
    });
    const isHidden = tellsTooMuch(asked, whole.n);
    return {
      finding: isHidden
        ? 'Fewer than 11 learners have taken both tests, so the figures are hidden.'
        : `${peopleOf(whole.n)} went from ${percentOf(whole.before)} to ${percentOf(whole.after)} right: ${pointsOf(whole.gain)}.${whole.n < itemRules.fewest ? ` Under ${itemRules.fewest} learners this is no verdict.` : ''}`,
      tiles: [
        { name: 'Pre-test', value: isHidden ? hidden : whole.before, kind: 'share' },
        { name: 'First try', value: isHidden ? hidden : whole.after, kind: 'share' },
        { name: 'Learners', value: isHidden ? hidden : whole.n, kind: 'count' },
      ],
      charts: [
        {
          id: 'gain',
          title: 'Right before and gained since, question by question',
          finding:
            'The solid part is what was right in the pre-test, the hatched part what was gained. Where less was right than before, there is no hatched part.',
          by: 'Question',
          series: ['Right in the pre-test', 'Gained'],
          points: items
            .filter(({ n }) => !tellsTooMuch(asked, n))
            .sort((a, b) => b.gain - a.gain)
            .map(({ title: label, before: from, gain: by }) => ({
              label,
              values: [told.share(from), told.share(Math.max(0, by))],
            })),
          ...{ unit: 'share' as const, scale: 'longest' as const },
        },
      ],
      tables: [gainTable(asked, { title: 'The whole assessment', item: '', ...whole }, items)],
      notes: [
        'Each learner who took both counts once: the pre-test of an attempt and the first try that was handed in, over the questions that both asked.',
        'Share of what could be gained: the gain, of what was not right before.',
      ],
      through,
    };
  },
};

function toldGain(asked: Asked, { n, before, after, gain: more, share }: Gain): Gain {
  const told = toldTo(asked);
  return {
    n: told.count(n),
    before: told.share(before),
    after: told.share(after),
    gain: told.share(more),
    share: share === null ? null : told.share(share),
  };
}

type Pair = readonly [before: number, after: number];

interface Gain {
  readonly n: number;
  readonly before: number;
  readonly after: number;
  readonly gain: number;
  /** Gain as a share of what there was to gain; null where all was right before. */
  readonly share: number | null;
}

/** Mean scores before and after. */
export function gainOf(pairs: readonly Pair[]): Gain {
  const before = mean(pairs.map(([one]) => one));
  const after = mean(pairs.map(([, one]) => one));
  const more = after - before;
  return { n: pairs.length, before, after, gain: more, share: before < 1 ? more / (1 - before) : null };
}

function pairsOf(before: AnswerTable, after: AnswerTable, column: number): Pair[] {
  const width = before.items.length;
  const pairs: Pair[] = [];
  for (let row = 0; row < before.rows; row++) {
    const [one, other] = [
      before.scores[row * width + column] ?? Number.NaN,
      after.scores[row * width + column] ?? Number.NaN,
    ];
    if (!Number.isNaN(one) && !Number.isNaN(other)) pairs.push([one, other]);
  }
  return pairs;
}

/** By learner: the mean over the questions that both asked. */
function pairedLearners(before: AnswerTable, after: AnswerTable): Pair[] {
  const width = before.items.length;
  const pairs: Pair[] = [];
  for (let row = 0; row < before.rows; row++) {
    let [one, other, asked] = [0, 0, 0];
    for (let place = row * width; place < (row + 1) * width; place++) {
      const [from, to] = [before.scores[place] ?? Number.NaN, after.scores[place] ?? Number.NaN];
      if (Number.isNaN(from) || Number.isNaN(to)) continue;
      one += from;
      other += to;
      asked++;
    }
    if (asked > 0) pairs.push([one / asked, other / asked]);
  }
  return pairs;
}

interface TitledGain extends Gain {
  readonly title: string;
  readonly item: string;
}

function gainTable(asked: Asked, whole: TitledGain, items: readonly TitledGain[]): Table {
  const line = ({ title, item, n, before, after, gain: more, share }: TitledGain): Row => {
    const isHidden = tellsTooMuch(asked, n);
    const figures = toldGain(asked, { n, before, after, gain: more, share });
    return {
      cells: {
        question: title,
        id: item === '' ? null : item,
        ...(isHidden ? Object.fromEntries(Object.keys(figures).map((key) => [key, hidden])) : figures),
      },
    };
  };
  return {
    id: 'items',
    caption: 'Pre-test and first try, by question',
    columns: [
      { key: 'question', label: 'Question', kind: 'text' },
      { key: 'id', label: 'Id', kind: 'text' },
      { key: 'n', label: 'Learners', kind: 'count' },
      { key: 'before', label: 'Right in the pre-test', kind: 'share' },
      { key: 'after', label: 'Right in the first try', kind: 'share' },
      { key: 'gain', label: 'Gain', kind: 'share' },
      { key: 'share', label: 'Share of what could be gained', kind: 'share' },
    ],
    rows: items.map(line),
    total: line(whole),
  };
}

function pointsOf(gain: number): string {
  const points = Math.round(Math.abs(gain) * 100);
  if (points === 0) return 'no change';
  return `${points} percentage ${points === 1 ? 'point' : 'points'} ${gain > 0 ? 'more' : 'less'}`;
}

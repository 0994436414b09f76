import { asOf } from '../as-of.js';
import { noAnswer } from '../no-answer.js';
import { type Asked, hidden, type QuestionContent, type Report, type Row, type Table } from '../report.js';
import { type ItemFlag, type ItemStatistics, itemRules, itemStatistics } from '../statistics/item-statistics.js';
import { suppressRow } from '../statistics/suppress.js';
import { peopleOf, percentOf, pluralOf } from '../words.js';
import type { ItemSheet } from './sheet.js';
import {
  firstTries,
  hidesParts,
  median,
  nothingYet,
  oneSitting,
  rowsWanted,
  sheetName,
  tellsTooMuch,
  toldTo,
} from './sittings.js';

/** Item analysis: which questions are too hard, too easy, or tell learners apart the wrong way. */
export const items: Report = {
  id: 'items',
  title: 'Questions',
  summary:
    'How hard each question of the assessment is, how well it tells learners apart, and which wrong answers draw.',
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
    const questions = questionsOf(asked, name.module);
    const found = itemStatistics(firstTries(sheet, rows)).filter(({ n }) => n > 0);
    if (found.length === 0) return noAnswer('No assessment was handed in that fits here.', through);
    const worst = [...found].sort((a, b) => weightOf(b) - weightOf(a) || a.difficulty - b.difficulty);
    const flagged = found.filter(({ flags }) => flags.some((flag) => flag !== 'few'));
    const judged = found.filter(({ flags }) => !flags.includes('few'));
    const told = toldTo(asked);
    const learners = told.count(rows.length);
    return {
      finding: findingOf(flagged.length, judged.length, found.length, learners),
      tiles: [
        { name: 'Learners', value: tellsTooMuch(asked, rows.length) ? hidden : learners, kind: 'count' },
        { name: 'Questions', value: found.length, kind: 'count' },
        { name: 'Need a look', value: flagged.length, kind: 'count' },
      ],
      charts: [
        {
          id: 'difficulty',
          title: 'Share right, question by question',
          finding: difficultyFinding(judged, questions),
          by: 'Question',
          series: ['Share right'],
          points: [...found]
            .filter(({ n }) => !tellsTooMuch(asked, n))
            .sort((a, b) => a.difficulty - b.difficulty)
            .map(({ item, difficulty }) => ({
              label: questions.get(item)?.title ?? item,
              values: [told.share(difficulty)],
            })),
          unit: 'share',
          scale: 'longest',
        },
      ],
      tables: [itemsTable(asked, worst, sheet, rows, questions), choicesTable(asked, worst, sheet, rows, questions)],
      notes: [
        `${oneSitting} Later tries count in Attempts only.`,
        'Share right: the mean score of the question, from 0 to 1. Discrimination: how far the question goes together with the rest of the same test (corrected point-biserial correlation).',
        `Too hard: under ${itemRules.hardest.toFixed(2)} right. Too easy: over ${itemRules.easiest.toFixed(2)}. Tells learners apart poorly: discrimination under ${itemRules.weakest.toFixed(2)}; below 0, who knows more does worse, so look at the key first. Under ${itemRules.fewest} learners there is no verdict.`,
      ],
      through,
    };
  },
};

/** Questions of the assessment by id; what a version asked that the module no longer has is named by its id. */
export function questionsOf({ content }: Pick<Asked, 'content'>, module: string): ReadonlyMap<string, QuestionContent> {
  return new Map((content.modules.get(module)?.questions ?? []).map((question) => [question.id, question]));
}

const weights: Readonly<Record<ItemFlag, number>> = { reversed: 8, hard: 4, weak: 2, easy: 1, few: 0 };

function weightOf({ flags }: ItemStatistics): number {
  return flags.reduce((sum, flag) => sum + weights[flag], 0);
}

function findingOf(flagged: number, judged: number, all: number, learners: number): string {
  if (judged === 0)
    return `No question has a verdict yet: ${peopleOf(learners)} ${learners === 1 ? 'has' : 'have'} handed in a first try, and ${itemRules.fewest} are needed.`;
  const rest = all - judged;
  const unjudged = rest > 0 ? ` ${pluralOf(rest, 'question')} ${rest === 1 ? 'has' : 'have'} no verdict yet.` : '';
  if (flagged === 0) return `No question needs a look: ${pluralOf(judged, 'question')} judged.${unjudged}`;
  return `${flagged} of ${pluralOf(judged, 'question')} ${flagged === 1 ? 'needs' : 'need'} a look.${unjudged}`;
}

function difficultyFinding(judged: readonly ItemStatistics[], questions: ReadonlyMap<string, QuestionContent>): string {
  const [hardest] = [...judged].sort((a, b) => a.difficulty - b.difficulty);
  if (!hardest) return 'There are too few answers to compare questions.';
  return `“${questions.get(hardest.item)?.title ?? hardest.item}” is the hardest: ${percentOf(hardest.difficulty)} right.`;
}

function itemsTable(
  asked: Asked,
  found: readonly ItemStatistics[],
  sheet: ItemSheet,
  rows: Int32Array,
  questions: ReadonlyMap<string, QuestionContent>,
): Table {
  return {
    id: 'items',
    caption: `${pluralOf(found.length, 'question')}, worst finding first`,
    columns: [
      { key: 'question', label: 'Question', kind: 'text' },
      { key: 'id', label: 'Id', kind: 'text' },
      { key: 'finding', label: 'Finding', kind: 'status' },
      { key: 'n', label: 'Learners', kind: 'count' },
      { key: 'difficulty', label: 'Share right', kind: 'number' },
      { key: 'discrimination', label: 'Discrimination', kind: 'number' },
      { key: 'time', label: 'Median time', kind: 'duration' },
      { key: 'attempts', label: 'Attempts', kind: 'count' },
    ],
    rows: found.map(({ item, n, difficulty, discrimination, flags }): Row => {
      const told = toldTo(asked);
      const isHidden = tellsTooMuch(asked, n);
      const column = sheet.items.indexOf(item);
      return {
        cells: {
          question: questions.get(item)?.title ?? `${item} (not in the module as it is now)`,
          id: item,
          finding: flags.length === 0 ? 'fine' : flags.join(' '),
          n: isHidden ? hidden : told.count(n),
          difficulty: isHidden ? hidden : told.share(difficulty),
          discrimination: isHidden || discrimination === null ? (isHidden ? hidden : null) : told.share(discrimination),
          time: isHidden ? hidden : median(valuesOf(sheet.seconds, sheet.items.length, column, rows)),
          attempts: isHidden
            ? hidden
            : told.count(valuesOf(sheet.answers, sheet.items.length, column, rows).reduce((sum, one) => sum + one, 0)),
        },
      };
    }),
  };
}

function valuesOf(values: Float64Array | Uint16Array, width: number, column: number, rows: Int32Array): number[] {
  const found: number[] = [];
  for (const row of rows) {
    const value = values[row * width + column] ?? Number.NaN;
    if (!Number.isNaN(value)) found.push(value);
  }
  return found;
}

function choicesTable(
  asked: Asked,
  found: readonly ItemStatistics[],
  sheet: ItemSheet,
  rows: Int32Array,
  questions: ReadonlyMap<string, QuestionContent>,
): Table {
  return {
    id: 'choices',
    caption: 'How often each option was chosen in the first try',
    columns: [
      { key: 'question', label: 'Question', kind: 'text' },
      { key: 'option', label: 'Option', kind: 'text' },
      { key: 'key', label: 'Key', kind: 'status' },
      { key: 'count', label: 'Chosen by', kind: 'count' },
      { key: 'share', label: 'Share', kind: 'share' },
    ],
    rows: found.flatMap(({ item, n }) => {
      const question = questions.get(item);
      if (!question || question.options.length === 0) return [];
      const isHidden = tellsTooMuch(asked, n);
      const chosen = choiceCounts(sheet, rows, sheet.items.indexOf(item));
      const all = question.options.map(({ id }) => chosen.get(id) ?? 0);
      const counts = hidesParts(asked) ? suppressRow(all).counts : all;
      return question.options.map(({ id, text }, i): Row => {
        const count = counts[i] ?? null;
        return {
          cells: {
            question: question.title,
            option: text,
            key: question.correct.includes(id) ? 'right' : question.correct.length > 0 ? 'wrong' : null,
            count: isHidden || count === null ? hidden : toldTo(asked).count(count),
            share: isHidden || count === null ? hidden : toldTo(asked).share(count / n),
          },
        };
      });
    }),
  };
}

/** How often each option stands in the responses to an item: `a[,]b` names two (xAPI 1.0.3 Data, Appendix C). */
export function choiceCounts(sheet: ItemSheet, rows: Int32Array, column: number): ReadonlyMap<string, number> {
  const responses = sheet.responses[column] ?? [];
  const times = new Float64Array(responses.length + 1);
  for (const row of rows) {
    const number = sheet.chosen[row * sheet.items.length + column] ?? 0;
    times[number] = (times[number] ?? 0) + 1;
  }
  const counts = new Map<string, number>();
  for (const [i, response] of responses.entries()) {
    const said = times[i + 1] ?? 0;
    if (said === 0) continue;
    for (const option of new Set(response.split('[,]'))) counts.set(option, (counts.get(option) ?? 0) + said);
  }
  return counts;
}

import { asOf } from '../as-of.js';
import { noAnswer } from '../no-answer.js';
import { type Asked, hidden, type ModuleContent, type Report, type Row, type Table } from '../report.js';
import { itemRules } from '../statistics/item-statistics.js';
import { suppressRow } from '../statistics/suppress.js';
import { peopleOf, percentOf } from '../words.js';
import { versionsSeen } from './reliability.js';
import type { ItemSheet } from './sheet.js';
import { hidesParts, nothingYet, oneSitting, rowsWanted, tellsTooMuch, toldTo } from './sittings.js';

/** How many learners master each objective, and each item of the practice model that questions measure. */
export const mastery: Report = {
  id: 'mastery',
  title: 'Mastery',
  summary:
    'How many learners reach the passing score in the questions of each objective, and of each item of the practice model.',
  filters: ['module', 'version', 'academy', 'county', 'role', 'from', 'to'],
  needs: ['module', 'version'],
  period: 'Handed in',
  readers: ['state', 'academy', 'county', 'author'],
  main: 'objectives',
  async read(asked) {
    let { through } = await asOf(asked.db);
    const names = (await versionsSeen(asked)).filter(({ version }) => version === asked.filter.version);
    const sums = { objective: new Map<string, Sum>(), behavior: new Map<string, Sum>() };
    for (const name of names) {
      const module = asked.content.modules.get(name.module);
      if (!module) continue;
      const { sheet, through: oldest } = await asked.sheets.items(name);
      through = Math.min(through, oldest);
      addMastery(sums, module, sheet, rowsWanted(asked, sheet));
    }
    const objectives = [...sums.objective].map(([id, sum]) => ({ id, ...sum }));
    if (objectives.length === 0) return noAnswer(nothingYet, through);
    const text = (id: string) => objectiveText(asked, id);
    const behaviors = [...sums.behavior].map(([id, sum]) => ({ id, ...sum }));
    const shown = objectives.filter(({ n }) => !tellsTooMuch(asked, n));
    const [least] = (hidesParts(asked) ? [] : shown)
      .filter(({ n }) => n >= itemRules.fewest)
      .sort((a, b) => a.mastered / a.n - b.mastered / b.n);
    return {
      finding: least
        ? `Fewest master “${text(least.id)}”: ${percentOf(least.mastered / least.n)} of ${peopleOf(least.n)}.`
        : hidesParts(asked)
          ? 'The figures of a part of the learners stand in the tables; small counts are hidden.'
          : `Under ${itemRules.fewest} learners there is no verdict.`,
      tiles: [],
      charts: [
        {
          id: 'objectives',
          title: 'Share of learners who master each objective',
          finding:
            'Mastered means: the passing score of the assessment, reached in the questions of the objective alone.',
          by: 'Objective',
          series: ['Share who master it'],
          points: (hidesParts(asked) ? [] : shown).map(({ id, mastered, n }) => ({
            label: text(id),
            values: [mastered / n],
          })),
          ...{ unit: 'share' as const, scale: 'longest' as const },
        },
      ],
      tables: [
        masteryTable(asked, { id: 'objectives', caption: 'Mastery by objective', by: 'Objective' }, objectives, text),
        masteryTable(
          asked,
          { id: 'practice-model', caption: 'Mastery by item of the practice model', by: 'Item' },
          behaviors,
          (id) => asked.content.practiceModel.get(id) ?? id,
        ),
      ],
      notes: [oneSitting, 'Questions count for the objective and the item that the module names now.'],
      through,
    };
  },
};

interface Sum {
  n: number;
  mastered: number;
  /** Sum of the learners' mean scores. */
  score: number;
  questions: number;
}

interface Sums {
  readonly objective: Map<string, Sum>;
  readonly behavior: Map<string, Sum>;
}

/** Adds the learners of one module and version; objectives are named with their module. */
function addMastery(sums: Sums, module: ModuleContent, sheet: ItemSheet, rows: Int32Array): void {
  const asked = module.questions.filter(({ place }) => place === 'assessment');
  for (const kind of ['objective', 'behavior'] as const) {
    const ids = new Set(asked.flatMap((question) => question[kind] ?? []));
    for (const id of ids) {
      const columns = asked.flatMap((question) =>
        question[kind] === id && sheet.items.includes(question.id) ? [sheet.items.indexOf(question.id)] : [],
      );
      const found = masteryOf(sheet, rows, columns, module.passing ?? 1);
      if (found.n === 0) continue;
      const key = kind === 'objective' ? `${module.id}#${id}` : id;
      const before = sums[kind].get(key);
      sums[kind].set(key, {
        n: found.n + (before?.n ?? 0),
        mastered: found.mastered + (before?.mastered ?? 0),
        score: found.score + (before?.score ?? 0),
        questions: columns.length + (before?.questions ?? 0),
      });
    }
  }
}

/** Of these rows: who was asked any of these items, and who reached the passing share of them. */
function masteryOf(sheet: ItemSheet, rows: Int32Array, columns: readonly number[], passing: number) {
  const width = sheet.items.length;
  let [n, mastered, sum] = [0, 0, 0];
  for (const row of rows) {
    let [score, asked] = [0, 0];
    for (const column of columns) {
      const one = sheet.first[row * width + column] ?? Number.NaN;
      if (Number.isNaN(one)) continue;
      score += one;
      asked++;
    }
    if (asked === 0) continue;
    n++;
    sum += score / asked;
    // Thirds and the like must not miss the line by rounding.
    if (score / asked >= passing - 1e-9) mastered++;
  }
  return { n, mastered, score: sum };
}

function objectiveText({ content }: Asked, key: string): string {
  const [module = '', id = ''] = key.split('#');
  return content.modules.get(module)?.objectives.find((one) => one.id === id)?.text ?? id;
}

function masteryTable(
  asked: Asked,
  { id, caption, by }: { readonly id: string; readonly caption: string; readonly by: string },
  sums: readonly (Sum & { readonly id: string })[],
  text: (id: string) => string,
): Table {
  return {
    id,
    caption,
    columns: [
      { key: 'by', label: by, kind: 'text' },
      { key: 'questions', label: 'Questions', kind: 'count' },
      { key: 'n', label: 'Learners', kind: 'count' },
      { key: 'mastered', label: 'Master it', kind: 'count' },
      { key: 'share', label: 'Share who master it', kind: 'share' },
      { key: 'score', label: 'Mean share right', kind: 'share' },
    ],
    rows: sums.map(({ id: key, n, mastered, score, questions }): Row => {
      const isHidden = tellsTooMuch(asked, n);
      const told = toldTo(asked);
      const [shown] = hidesParts(asked) ? suppressRow([mastered, n - mastered]).counts : [mastered];
      return {
        cells: {
          by: text(key),
          questions,
          n: isHidden ? hidden : told.count(n),
          mastered: isHidden || typeof shown !== 'number' ? hidden : told.count(shown),
          share: isHidden || shown === null ? hidden : told.share(mastered / n),
          score: isHidden ? hidden : told.share(score / n),
        },
      };
    }),
  };
}

import { asOf } from '../as-of.js';
import { noAnswer } from '../no-answer.js';
import { type Asked, hidden, type Report, type Row } from '../report.js';
import { commonForm } from '../statistics/answer-table.js';
import { itemRules } from '../statistics/item-statistics.js';
import { type Reliability, reliability as reliabilityOf } from '../statistics/reliability.js';
import { isSmall } from '../statistics/suppress.js';
import { firstTries, hidesParts, nothingYet, oneSitting, rowsWanted, tellsTooMuch, toldTo } from './sittings.js';

/** How far each assessment measures one thing, by module and version. */
export const reliability: Report = {
  id: 'reliability',
  title: 'Reliability',
  summary:
    'How far the questions of each assessment measure one thing: KR-20, or alpha where there is partial credit, with its number of learners.',
  filters: ['module', 'academy', 'county', 'role', 'from', 'to'],
  needs: [],
  period: 'Handed in',
  readers: ['state', 'academy', 'county', 'author'],
  main: 'versions',
  async read(asked) {
    let { through } = await asOf(asked.db);
    const names = await versionsSeen(asked);
    const rows: Row[] = [];
    const points = [];
    let weak = 0;
    let judged = 0;
    for (const { module, version } of names) {
      const { sheet, through: oldest } = await asked.sheets.items({ module, version });
      through = Math.min(through, oldest);
      const table = firstTries(sheet, rowsWanted(asked, sheet));
      if (table.rows === 0) continue;
      const common = commonForm(table);
      const found = reliabilityOf(common);
      const title = asked.content.modules.get(module)?.title ?? module;
      const isHidden = tellsTooMuch(asked, found.n);
      const told = toldTo(asked);
      const others = table.rows - found.n;
      const isJudged = found.kind !== 'none' && found.n >= itemRules.fewest;
      if (isJudged) judged++;
      if (isJudged && found.value < enough) weak++;
      if (found.kind !== 'none' && !isHidden && isJudged)
        points.push({ label: `${title} ${version}`, values: [told.share(Math.max(0, found.value))] });
      rows.push({
        cells: {
          module: title,
          version,
          finding: verdictOf({ ...found, n: told.count(found.n) }),
          value: isHidden ? hidden : found.kind === 'none' ? null : told.share(found.value),
          kind: found.kind === 'none' ? null : found.kind === 'kr20' ? 'KR-20' : 'alpha',
          n: isHidden ? hidden : told.count(found.n),
          items: common.items.length,
          others: isHidden || (hidesParts(asked) && isSmall(others)) ? hidden : told.count(others),
        },
      });
    }
    if (rows.length === 0) return noAnswer(nothingYet, through);
    return {
      finding:
        judged === 0
          ? `No assessment has been handed in by ${itemRules.fewest} learners yet, so there is no verdict.`
          : weak === 0
            ? `All ${judged} assessments with a verdict reach ${enough.toFixed(2)}.`
            : `${weak} of ${judged} assessments with a verdict ${weak === 1 ? 'stays' : 'stay'} under ${enough.toFixed(2)}.`,
      tiles: [],
      charts: [
        {
          id: 'reliability',
          title: 'Reliability by module and version',
          finding: `From ${enough.toFixed(2)} on, an assessment is commonly taken as good enough to judge groups.`,
          by: 'Assessment',
          series: ['Reliability'],
          points,
          ...{ unit: 'number' as const, scale: 'longest' as const },
        },
      ],
      tables: [
        {
          id: 'versions',
          caption: 'Reliability of assessments, by module and version',
          columns: [
            { key: 'module', label: 'Module', kind: 'text' },
            { key: 'version', label: 'Version', kind: 'text' },
            { key: 'finding', label: 'Finding', kind: 'text' },
            { key: 'value', label: 'Reliability', kind: 'number' },
            { key: 'kind', label: 'Measure', kind: 'text' },
            { key: 'n', label: 'Learners', kind: 'count' },
            { key: 'items', label: 'Questions', kind: 'count' },
            { key: 'others', label: 'Left out', kind: 'count' },
          ],
          rows,
        },
      ],
      notes: [
        oneSitting,
        'Reliability asks that all learners had the same questions: where questions are drawn, the learners with the most common set count, and the others are left out.',
      ],
      through,
    };
  },
};

/** Commonly asked of tests by which groups are judged. */
const enough = 0.7;

function verdictOf(found: Reliability): string {
  if (found.kind === 'none') return reasons[found.reason];
  if (found.n < itemRules.fewest)
    return `No verdict: ${found.n < 11 ? 'fewer than 11' : found.n} of ${itemRules.fewest} learners`;
  return found.value < enough ? 'Low' : 'Good enough for groups';
}

const reasons = {
  'different-items': 'Not worked out: learners had different questions',
  'too-little': 'Not worked out: under two questions or learners',
  'no-variation': 'Not worked out: everybody has the same score',
} as const;

/** Every module and version in which somebody learned, modules in their order and new versions first. */
export async function versionsSeen({
  db,
  content,
  filter,
}: Asked): Promise<{ readonly module: string; readonly version: string }[]> {
  const rows = await db
    .selectFrom('attempts')
    .select(['module', 'version'])
    .distinct()
    .where('version', 'is not', null)
    .$if(filter.module !== undefined, (query) => query.where('module', '=', filter.module ?? ''))
    .execute();
  const order = [...content.modules.keys()];
  return rows
    .flatMap(({ module, version }) => (version === null || !order.includes(module) ? [] : [{ module, version }]))
    .sort(
      (a, b) =>
        order.indexOf(a.module) - order.indexOf(b.module) ||
        b.version.localeCompare(a.version, 'en', { numeric: true }),
    );
}

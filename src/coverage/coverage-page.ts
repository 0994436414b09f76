import type { Engine } from '../html/engine.js';
import type { Coverage, CoveredItem } from './coverage.js';
import { groups, headOf } from './coverage-text.js';

/**
 * Coverage as one HTML file that stands alone: rows are items, columns modules; each cell says in words whether the
 * module teaches or assesses it.
 * @param styles the style sheet, put into the page
 */
export function coveragePage(coverage: Coverage, engine: Engine, styles: string): string {
  const { modules, items, objectives, gaps } = coverage;
  return engine.render('server/coverage', {
    styles,
    modules,
    groups: groups(items).map(([kind, members]) => ({
      title: headOf(kind),
      rows: members.map((one) => ({
        item: one.item,
        name: one.name,
        cells: modules.map(({ id }) => ({ text: cellText(one, id) })),
      })),
    })),
    objectives: objectives.map((one) => ({
      module: one.module,
      text: one.text,
      questions: one.assessed.map(({ question }) => question).join(', ') || 'none',
    })),
    gaps: gaps.map(({ message }) => ({ message })),
    gapCount: gaps.length,
  });
}

function cellText({ taught, assessed }: CoveredItem, module: string): string {
  const pages = taught.filter((one) => one.module === module).length;
  const questions = assessed.filter((one) => one.module === module).length;
  return [
    pages > 0 ? `taught on ${pages} ${pages === 1 ? 'page' : 'pages'}` : '',
    questions > 0 ? `${questions} ${questions === 1 ? 'question' : 'questions'}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

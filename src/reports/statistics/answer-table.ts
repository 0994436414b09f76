/** Scores of many sittings, row by row: a row a sitting, a column an item. */
export interface AnswerTable {
  readonly items: readonly string[];
  readonly rows: number;
  /** `rows` times `items` scores, 0 to 1; NaN where the sitting did not ask the item. */
  readonly scores: Float64Array;
}

/** The rows chosen, as a table of their own. */
export function chosenRows(table: AnswerTable, rows: readonly number[] | Int32Array): AnswerTable {
  const width = table.items.length;
  if (rows.length === table.rows && rows.every((row, place) => row === place)) return table;
  const scores = new Float64Array(rows.length * width);
  let to = 0;
  for (const row of rows) {
    scores.set(table.scores.subarray(row * width, (row + 1) * width), to);
    to += width;
  }
  return { items: table.items, rows: rows.length, scores };
}

/** The scores of one item where it was asked. */
export function columnOf(table: AnswerTable, column: number): number[] {
  const width = table.items.length;
  const found: number[] = [];
  for (let place = column; place < table.scores.length; place += width) {
    const score = table.scores[place] ?? Number.NaN;
    if (!Number.isNaN(score)) found.push(score);
  }
  return found;
}

/**
 * The sittings that asked the same items: the set of items that most of them asked, and of equal ones the first.
 * Assessments drawn from a pool have several, and a sitting of which a statement is missing is not whole.
 */
export function commonForm(table: AnswerTable): AnswerTable {
  const width = table.items.length;
  const forms = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const form = formOf(table.scores, row * width, width);
    const rows = forms.get(form);
    if (rows) rows.push(row);
    else forms.set(form, [row]);
  }
  const [rows = []] = [...forms.values()].sort((a, b) => b.length - a.length);
  if (rows.length === 0) return { items: [], rows: 0, scores: new Float64Array() };
  const common = chosenRows(table, rows);
  const asked = table.items.flatMap((_, column) => (Number.isNaN(common.scores[column]) ? [] : [column]));
  if (asked.length === width) return common;
  const scores = new Float64Array(rows.length * asked.length);
  let to = 0;
  for (let row = 0; row < rows.length; row++)
    for (const column of asked) scores[to++] = common.scores[row * width + column] ?? 0;
  return { items: asked.map((column) => table.items[column] ?? ''), rows: rows.length, scores };
}

/** Which items a sitting asked: a text with a character for each sixteen of them. */
function formOf(scores: Float64Array, from: number, width: number): string {
  let form = '';
  for (let first = 0; first < width; first += 16) {
    let bits = 0;
    for (let column = first; column < Math.min(width, first + 16); column++)
      bits = bits * 2 + (Number.isNaN(scores[from + column]) ? 0 : 1);
    form += String.fromCharCode(bits);
  }
  return form;
}

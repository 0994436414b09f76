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
    let form = '';
    for (let column = 0; column < width; column++)
      form += Number.isNaN(table.scores[row * width + column] ?? Number.NaN) ? '0' : '1';
    const rows = forms.get(form);
    if (rows) rows.push(row);
    else forms.set(form, [row]);
  }
  const [form, rows] = [...forms].sort(([, a], [, b]) => b.length - a.length)[0] ?? ['', []];
  const asked = table.items.flatMap((_, column) => (form[column] === '1' ? [column] : []));
  const scores = Float64Array.from(
    { length: rows.length * asked.length },
    (_, place) =>
      table.scores[(rows[Math.floor(place / asked.length)] ?? 0) * width + (asked[place % asked.length] ?? 0)] ?? 0,
  );
  return { items: asked.map((column) => table.items[column] ?? ''), rows: rows.length, scores };
}

/**
 * How many slips of the keyboard lie between two words: a letter too many, too few, another one, or two neighbors
 * the wrong way round (optimal string alignment, after Damerau 1964).
 */
export function slipsBetween(a: string, b: string): number {
  const [first, second] = [[...a], [...b]];
  let before: number[] = [];
  let above = Array.from({ length: second.length + 1 }, (_, column) => column);
  for (const [row, letter] of first.entries()) {
    const line = [row + 1];
    for (const [column, other] of second.entries()) {
      const at = (list: readonly number[], place: number) => list[place] ?? Number.POSITIVE_INFINITY;
      const swapped = letter === second[column - 1] && other === first[row - 1];
      line.push(
        Math.min(
          at(above, column) + (letter === other ? 0 : 1),
          at(above, column + 1) + 1,
          at(line, column) + 1,
          swapped ? at(before, column - 1) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = line;
  }
  return above.at(-1) ?? 0;
}

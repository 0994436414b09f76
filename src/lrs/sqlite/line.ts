/** Runs one thing after the other, in the order of asking. */
export type Line = <Value>(run: () => Promise<Value>) => Promise<Value>;

export function lineOf(): Line {
  let before: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = before.then(run);
    before = mine.catch(() => undefined);
    return mine;
  };
}

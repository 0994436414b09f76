/** cmi5 13.1.4. */
export const moveOnValues = [
  'Passed',
  'Completed',
  'CompletedAndPassed',
  'CompletedOrPassed',
  'NotApplicable',
] as const;
export type MoveOn = (typeof moveOnValues)[number];

/** Whether the facts meet a moveOn (cmi5 13.1.4). */
export const moveOnMet: Readonly<
  Record<MoveOn, (facts: { readonly completed: boolean; readonly passed: boolean }) => boolean>
> = {
  Passed: ({ passed }) => passed,
  Completed: ({ completed }) => completed,
  CompletedAndPassed: ({ completed, passed }) => completed && passed,
  CompletedOrPassed: ({ completed, passed }) => completed || passed,
  NotApplicable: () => true,
};

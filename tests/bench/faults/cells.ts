/** What is made to go wrong: mishaps stay on until they are switched off, commands act at once. */
export const faults = {
  refuse: { name: 'commit refused', button: 'Refuse to save', stays: true },
  fault: { name: 'server 500', button: 'Server error 500', stays: true },
  slow: { name: 'slow 3 s', button: 'Slow network, 3 s', stays: true },
  expired: { name: 'session expired', button: 'Session expired', stays: true },
  offline: { name: 'network gone', button: 'Offline', stays: true },
  reload: { name: 'reload', button: 'Reload the page', stays: false },
  'remove-frame': { name: 'frame removed', button: 'Remove the frame', stays: false },
  'close-window': { name: 'window closed', button: 'Close the window', stays: false },
} as const;
export type Fault = keyof typeof faults;

export const moments = ['in a lesson', 'in the assessment', 'at the moment of passing', 'at close'] as const;
export type Moment = (typeof moments)[number];

export interface Cell {
  readonly target: string;
  readonly fault: Fault;
  readonly moment: Moment;
}

export interface CellResult extends Cell {
  /** Null when the cell could not be played at all, for this reason. */
  readonly skipped: string | null;
  /** What the learner did and saw as saved, and what is not there after the relaunch. */
  readonly missing: readonly string[];
  /** What the page said before it went. */
  readonly sign: string;
  readonly seconds: number;
}

/** Every fault at every moment for each target. */
export function allCells(targets: readonly string[]): readonly Cell[] {
  return targets.flatMap((target) =>
    faultNames.flatMap((fault) => moments.map((moment): Cell => ({ target, fault, moment }))),
  );
}

export const faultNames: readonly Fault[] = [
  'refuse',
  'fault',
  'slow',
  'expired',
  'offline',
  'reload',
  'remove-frame',
  'close-window',
];

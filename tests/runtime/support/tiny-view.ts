import type { CreateView } from '../../../src/runtime/view.js';

/** A view without looks: the test sends actions by `act`, reads the last scene and all signs, and waits for `rest`. */
export const createView: CreateView = (_document, _rules, act) => {
  const signs: unknown[] = [];
  Object.assign(window, { act, signs });
  return {
    show: ({ state, outcome, writes }) => void Object.assign(window, { scene: { state, outcome, writes } }),
    saved: (sign) => void signs.push(sign),
    arrived: () => void Object.assign(window, { rest: true }),
    late: () => undefined,
    offerTake: (go) => void Object.assign(window, { take: go }),
    support: (text) => void Object.assign(window, { report: text }),
    wayBack: (go) => void Object.assign(window, { wayBack: go }),
  };
};

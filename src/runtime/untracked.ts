import { type AttemptState, act, outcome, type Rules } from './attempt.js';
import type { Host, Opened } from './lms/session.js';
import type { CreateView, View } from './view.js';

export interface UntrackedParts {
  readonly host: Host;
  readonly opened: Extract<Opened, { readonly tracked: false }>;
  readonly rules: Rules;
  readonly createView: CreateView;
  readonly attempt: AttemptState;
}

/** The course without an LMS: everything works, nothing is kept, and the sign says so. */
export function runUntracked({ host, opened, rules, createView, attempt }: UntrackedParts): View {
  let state = attempt;
  const view: View = createView(host.window.document, rules, (action) => {
    state = act(rules, state, action);
    show();
  });
  const show = () => view.show({ rules, state, outcome: outcome(rules, state), writes: true });
  show();
  view.saved({ state: 'untracked', reason: opened.reason });
  const { returnUrl } = opened;
  if (returnUrl) view.wayBack(() => host.window.location.assign(returnUrl));
  return view;
}

import type { AttemptState, Mark, SessionState } from './attempt-state.js';

/** A state as JSON: equal states make equal texts. */
export function stateText(state: AttemptState): string {
  const form: StateForm = [
    [state.target, state.progress, state.preTest, state.passed, state.failed, state.first],
    [markForm(state.completed), markForm(state.last), state.besides && [state.besides.first, state.besides.last]],
    sorted(state.tries),
    sorted(state.pages).map(([page, { at, version }]) => [page, at, version]),
    sorted(state.sessions).map(([id, one]) => [
      id,
      one.first,
      one.last,
      sorted(one.ends),
      sorted(one.opened),
      [...one.left].sort((a, b) => a - b),
    ]),
  ];
  return JSON.stringify(form);
}

/** @param text made by `stateText` of the same rules */
export function stateFrom(text: string): AttemptState {
  // Written by us alone, and never read under other rules than those it was written by.
  const form: StateForm = JSON.parse(text);
  const [[target, progress, preTest, passed, failed, first], [completed, last, besides], tries, pages, sessions] = form;
  return {
    target,
    completed: markFrom(completed),
    passed,
    failed,
    first,
    last: markFrom(last),
    besides: besides && { first: besides[0], last: besides[1] },
    progress,
    preTest,
    tries: new Map(tries),
    pages: new Map(pages.map(([page, at, version]) => [page, { at, version }])),
    sessions: new Map(
      sessions.map(([id, from, to, ends, opened, left]): [string, SessionState] => [
        id,
        { first: from, last: to, ends: new Map(ends), opened: new Map(opened), left: new Set(left) },
      ]),
    ),
  };
}

type MarkForm = [at: number, version: string | null] | null;
type StateForm = [
  [string | null, number, number | null, number | null, number | null, number | null],
  [MarkForm, MarkForm, [number, number] | null],
  [string, number | null][],
  [page: string, at: number, version: string | null][],
  [id: string, first: number, last: number, ends: [number, number][], opened: [number, string][], left: number[]][],
];

function markForm(mark: Mark | null): MarkForm {
  return mark && [mark.at, mark.version];
}

function markFrom(form: MarkForm): Mark | null {
  return form && { at: form[0], version: form[1] };
}

function sorted<Key extends string | number, Value>(map: ReadonlyMap<Key, Value>): [Key, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

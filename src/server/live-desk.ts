import type { ShownFault } from './catalogue.js';

/** Modules that follow their files, as `cpm dev` shows them. */
export interface LiveDesk {
  /** What modules are built for. */
  readonly target: { readonly id: string; readonly title: string };
  /** As they are now, by id. */
  modules(): readonly LiveSight[];
  /** Somebody looks at a module: it is built from now on whenever it changes, and now. */
  want(id: string): Promise<void>;
  /** Calls whenever a module came out differently. @returns the way to stop */
  follow(tell: () => void): () => void;
}

/** One module as its page shows it. */
export interface LiveSight {
  readonly id: string;
  /** The id where the title could not be read. */
  readonly title: string;
  /** What is played: another text for another package. Null when there is no good build yet. */
  readonly build: string | null;
  /** Milliseconds since the epoch; null without a build. */
  readonly builtAt: number | null;
  readonly faults: readonly ShownFault[];
  /** Warnings, which stop nothing. */
  readonly advice: readonly ShownFault[];
}

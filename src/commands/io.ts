/** What a command may do to the world; the CLI passes the real thing in. */
export interface Io {
  /** One line for the person or program that called. */
  readonly out: (line: string) => void;
  /** One line about trouble or progress. */
  readonly err: (line: string) => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when a person reads what `err` says as it comes. */
  readonly isTerminal: boolean;
  /** Asks a person and resolves with the line typed ('' at the end of input); absent when no person is there. */
  readonly ask?: (question: string) => Promise<string>;
  /** Sets the exit code without ending the command early. */
  readonly exitWith: (code: number) => void;
  /** Resolves when somebody asks the program to end (SIGINT, SIGTERM). */
  readonly untilStopped: () => Promise<void>;
}

export type Format = 'text' | 'json';

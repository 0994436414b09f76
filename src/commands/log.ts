import { type Logger, pino } from 'pino';
import { scrubbed } from './scrubbed.js';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Lines for people, or one JSON object a line for programs. */
  readonly format: 'text' | 'json';
  /** Takes one line without its end. */
  readonly write: (line: string) => void;
}

/**
 * The server's log. Errors carry type, code, message and stack, and nothing else of them:
 * what databases and libraries hang on their errors may be a learner's data.
 */
export function createLog({ level, format, write }: LogOptions): Logger {
  return pino(
    {
      level,
      base: format === 'json' ? { pid: process.pid } : null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: loggedError },
    },
    { write: (line) => write(format === 'json' ? line.trimEnd() : asText(line)) },
  );
}

function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { message: scrubbed(String(error)) };
  const part = (name: string) => {
    const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
    return typeof value === 'string' || typeof value === 'number' ? { [name]: value } : {};
  };
  return {
    type: error.name,
    ...part('code'),
    ...part('table'),
    ...part('constraint'),
    message: scrubbed(error.message),
    stack: framesOf(error.stack),
    ...(error.cause === undefined ? {} : { cause: loggedError(error.cause) }),
  };
}

/** The message stands before the frames once more, so the frames alone are taken. */
function framesOf(stack: string | undefined): string {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** `12:31:07 info  request  method=GET path=/xapi/statements status=200`, a stack on lines of its own. */
function asText(line: string): string {
  const entry: unknown = JSON.parse(line);
  if (typeof entry !== 'object' || entry === null) return line;
  const { time, level, msg, err, ...rest }: Record<string, unknown> = { ...entry };
  const pairs = Object.entries(rest).map(([name, value]) => `${name}=${plain(value)}`);
  const head = [String(time).slice(11, 19), String(level).padEnd(5), String(msg ?? ''), ...pairs].join(' ').trimEnd();
  return err === undefined ? head : `${head}\n${errorText(err)}`;
}

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { type = 'Error', code, message, stack, cause }: Record<string, unknown> = { ...error };
  const own = `${String(type)}${code === undefined ? '' : ` ${String(code)}`}: ${String(message)}\n${String(stack ?? '')}`;
  return cause === undefined ? own.trimEnd() : `${own.trimEnd()}\ncaused by ${errorText(cause)}`;
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

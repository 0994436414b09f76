import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Format, Io } from './io.js';
import { readRunLog } from './run-log.js';
import { verdictOf } from './run-log-verdict.js';
import { inWords } from './run-log-words.js';
import { exitCodes, StopError } from './stop.js';

/** Most that is read of what may be any file. */
const longest = 1_000_000;

/** `cpm log`: a learner's run log as a table in plain words, and what went wrong. @param file `-` is the standard input */
export async function log(io: Io, file: string, options: { format: Format }): Promise<void> {
  const read = readRunLog(await textOf(io, file));
  if (typeof read === 'string') {
    throw new StopError(
      `${read}\nhint: ask the learner to open "Help: a report for support" at the foot of the page, and to send all of it.`,
      exitCodes.content,
    );
  }
  const verdict = verdictOf(read);
  if (options.format === 'json') {
    const events = read.events.map((event) => ({ ...event, says: inWords(event) }));
    io.out(JSON.stringify({ ...read, events, verdict }, null, 2));
    return;
  }
  const { head, began, events, leftOut, strange } = read;
  const { module = '?', version = '?', target = '?', language = '?', browser = '?', ended = '' } = head;
  io.out(`Module ${module} ${version}, target ${target}, language ${language}`);
  io.out(`Browser ${browser.replaceAll('_', ' ')}`);
  if (began !== null)
    io.out(`Began ${new Date(began).toISOString()}${ended === '' ? '' : `, copied after ${ended} s`}`);
  io.out('');
  for (const event of events) io.out(`${event.at.toFixed(2).padStart(9)}  ${inWords(event)}`);
  if (leftOut > 0) io.out(`(${leftOut} events in the middle are left out: the page keeps the first and the last.)`);
  if (strange > 0) io.out(`(${strange} lines are none of a run log, and were passed over.)`);
  io.out('');
  if (verdict.length === 0) io.out('Nothing went wrong as far as the page could see.');
  else io.out('What went wrong');
  for (const line of verdict) io.out(`  - ${line}`);
}

async function textOf(io: Io, file: string): Promise<string> {
  if (file === '-') return standardInput();
  try {
    const handle = await open(path.resolve(io.cwd, file), 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(longest), 0, longest, 0);
      return buffer.subarray(0, bytesRead).toString('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StopError(
      `${file} can't be read (${reason}).\nhint: name the file that the report was saved in, or \`-\` to paste it.`,
      exitCodes.usage,
    );
  }
}

async function standardInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.length > longest) break;
  }
  return text;
}

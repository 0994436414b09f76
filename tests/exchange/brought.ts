import { parse } from 'yaml';
import { judgeQuestion } from '../../src/exchange/questions/judge-question.js';
import { questionsFile } from '../../src/exchange/questions/questions-file.js';
import { readQuestionsSource } from '../../src/exchange/questions/read-questions-source.js';

/** What a source becomes: the questions as our language reads them, and what is told of it. */
export async function brought(source: string | Uint8Array, name: string, use: 'check' | 'assessment' = 'check') {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const read = await readQuestionsSource(bytes, name);
  const made = questionsFile(read, {
    source: name,
    use,
    objective: 'clear-words',
    objectives: ['clear-words'],
    usedIds: new Set(['k-taken']),
  });
  const yaml = made.yaml ?? '';
  const data = parse(yaml) as { questions: Record<string, unknown>[] } | null;
  return {
    format: read.format,
    yaml,
    questions: data?.questions ?? [],
    /** What the module language has against the file as it would be written. */
    faults: yaml === '' ? [] : judgeQuestion(yaml),
    told: made.notes.map(({ place, severity, message }) => `${place} ${severity}: ${message}`),
    hints: made.notes.map(({ hint }) => hint),
  };
}

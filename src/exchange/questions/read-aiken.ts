import type { ImportNote } from '../note.js';
import type { ReadOption, ReadQuestion, ReadSource } from './read-question.js';

/**
 * Aiken (docs.moodle.org, "Aiken format"): the question on a line (or more: Word breaks lines), `A.` or `A)` before each
 * answer, and `ANSWER: B`. Moodle wants each on one line; what follows on the next ones is read as belonging to it.
 */
export function readAiken(text: string, file: string): ReadSource {
  const questions: ReadQuestion[] = [];
  const notes: ImportNote[] = [];
  let stem: string[] = [];
  let options: { letter: string; text: string }[] = [];
  let start = 1;
  const refuse = (message: string, hint: string) =>
    notes.push({ severity: 'error', code: 'import/syntax', place: `${file}:${start}`, message, hint });
  const clear = () => {
    stem = [];
    options = [];
  };
  const unfinished = () => {
    if (stem.length > 0 || options.length > 0)
      refuse(
        `The question "${shown(stem)}" has no line ANSWER:.`,
        'write `ANSWER: B` on a line of its own after its answers, B being the letter of the right one.',
      );
    clear();
  };
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') {
      // Between a question and its answers an empty line is common in Word exports.
      if (options.length > 0 && isNewQuestion(text, index)) unfinished();
      continue;
    }
    const answer = /^ANSWERS?\s*[:.]\s*(.*)$/i.exec(line);
    const option = /^([A-Za-z])[.)]\s+(.+)$/.exec(line);
    if (stem.length === 0 && options.length === 0) start = index + 1;
    if (answer) {
      finish(stem, options, answer[1] ?? '', `${file}:${start}`, questions, refuse);
      clear();
    } else if (option && stem.length > 0) {
      options.push({ letter: (option[1] ?? '').toUpperCase(), text: option[2] ?? '' });
    } else if (options.length > 0) {
      const last = options.at(-1);
      if (last) last.text += ` ${line}`;
    } else stem.push(line);
  }
  unfinished();
  return { format: 'Aiken', questions, notes };
}

/** True when after the empty line no answer follows. */
function isNewQuestion(text: string, index: number): boolean {
  const next = text
    .split('\n', index + 50)
    .slice(index)
    .find((line) => line.trim() !== '');
  return next !== undefined && !/^\s*(?:[A-Za-z][.)]\s|ANSWERS?\s*[:.])/i.test(next);
}

function finish(
  stem: readonly string[],
  options: readonly { letter: string; text: string }[],
  answer: string,
  place: string,
  questions: ReadQuestion[],
  refuse: (message: string, hint: string) => void,
): void {
  const letters: readonly string[] = answer.toUpperCase().match(/[A-Z]/g) ?? [];
  const isLetters = /^[A-Za-z](?:\s*[,;&]?\s*(?:and\s+)?[A-Za-z])*\.?$/i.test(answer.trim());
  const unknown = letters.filter((letter) => !options.some((option) => option.letter === letter));
  if (!isLetters || unknown.length > 0) {
    refuse(
      `The question "${shown(stem)}" says its answer is "${answer}", and there is no such answer.`,
      `write the letter of the right one: ${options.map(({ letter }) => letter).join(', ') || 'answers begin with A. or A)'}.`,
    );
    return;
  }
  const read: ReadOption[] = options.map(({ letter, text }) => ({
    text: [text],
    share: letters.includes(letter) ? 1 / letters.length : 0,
  }));
  questions.push({
    place,
    name: '',
    text: [stem.join(' ')],
    body:
      letters.length === 1 ? { kind: 'one-of', options: read } : { kind: 'some-of', options: read, scoring: 'unsaid' },
    feedback: {},
    weight: 1,
    lost: [],
  });
}

function shown(stem: readonly string[]): string {
  const text = stem.join(' ');
  return text.length > 70 ? `${text.slice(0, 67)}…` : text;
}

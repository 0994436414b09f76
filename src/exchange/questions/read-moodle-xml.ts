import { readHtml } from '../markup/read-html.js';
import { wordsOf } from '../markup/words-of.js';
import type { ImportNote } from '../note.js';
import { childOf, childrenOf, elements, textOf, type XmlTree } from '../read-xml-tree.js';
import type { ReadBody, ReadOption, ReadQuestion, ReadSource, RichText } from './read-question.js';
import { categoryNote, descriptionNote } from './skipped-notes.js';

/** Moodle XML (docs.moodle.org, "Moodle XML format"): a `quiz` of questions by type, fractions in percent. */
export function readMoodleXml(quiz: XmlTree, file: string): ReadSource {
  const questions: ReadQuestion[] = [];
  const notes: ImportNote[] = [];
  for (const one of elements(quiz)) {
    const place = `${file}:${one.line}`;
    const type = one.attributes.type ?? '';
    if (one.name !== 'question') notes.push(strange(place, one.name));
    else if (type === 'category')
      notes.push(categoryNote(place, textOf(childOf(childOf(one, 'category'), 'text')).trim()));
    else if (type === 'description') notes.push(descriptionNote(place, nameOf(one)));
    else questions.push(questionOf(one, type, place));
  }
  return { format: 'Moodle XML', questions, notes };
}

function questionOf(one: XmlTree, type: string, place: string): ReadQuestion {
  const right = ownFeedback(one, 'correctfeedback');
  const wrong = ownFeedback(one, 'incorrectfeedback');
  const any = richOf(childOf(one, 'generalfeedback'));
  const grade = Number(textOf(childOf(one, 'defaultgrade')).trim() || '1');
  const read = readers[type];
  return {
    place,
    name: nameOf(one),
    text: richOf(childOf(one, 'questiontext')) ?? [],
    body: read === undefined ? unsupported(type) : read(one),
    feedback: {
      ...(right === undefined ? {} : { right }),
      ...(wrong === undefined ? {} : { wrong }),
      ...(any === undefined ? {} : { any }),
    },
    weight: grade,
    lost: lostOf(one, type),
  };
}

function nameOf(one: XmlTree): string {
  return textOf(childOf(childOf(one, 'name'), 'text')).trim();
}

const readers: Readonly<Record<string, (one: XmlTree) => ReadBody>> = {
  multichoice: (one) => {
    const options = optionsOf(one);
    const single = textOf(childOf(one, 'single')).trim();
    return single === 'true' || single === '1'
      ? { kind: 'one-of', options }
      : { kind: 'some-of', options, scoring: 'sum-of-shares' };
  },
  truefalse: (one) => {
    const answers = optionsOf(one).map((option, index) => ({
      ...option,
      says:
        textOf(childOf(childrenOf(one, 'answer')[index], 'text'))
          .trim()
          .toLowerCase() === 'true',
    }));
    const right = answers.find(({ share }) => share > 0);
    if (right === undefined)
      return {
        kind: 'unsupported',
        what: 'a true-false question of which neither answer is right',
        hint: 'mark the right one in Moodle and export it again.',
      };
    const ifTrue = answers.find(({ says }) => says)?.feedback;
    const ifFalse = answers.find(({ says }) => !says)?.feedback;
    return {
      kind: 'true-false',
      answer: right.says,
      ...(ifTrue === undefined ? {} : { ifTrue }),
      ...(ifFalse === undefined ? {} : { ifFalse }),
    };
  },
  shortanswer: (one) => ({
    kind: 'word',
    caseSensitive: textOf(childOf(one, 'usecase')).trim() === '1',
    answers: childrenOf(one, 'answer').map((answer) => ({
      text: textOf(childOf(answer, 'text')).trim(),
      share: shareOf(answer),
      ...feedbackOf(answer),
    })),
  }),
  numerical: (one) => {
    const unit = textOf(childOf(childOf(childOf(one, 'units'), 'unit'), 'unit_name')).trim();
    return {
      kind: 'number',
      ...(unit === '' ? {} : { unit }),
      answers: childrenOf(one, 'answer').map((answer) => {
        const middle = Number(textOf(childOf(answer, 'text')).trim() || Number.NaN);
        const off = Math.abs(Number(textOf(childOf(answer, 'tolerance')).trim() || '0'));
        return {
          from: Number((middle - off).toPrecision(12)),
          to: Number((middle + off).toPrecision(12)),
          share: shareOf(answer),
          ...feedbackOf(answer),
        };
      }),
    };
  },
  matching: (one) => {
    const pairs = childrenOf(one, 'subquestion').map((pair) => ({
      source: richOf(pair),
      target: [textOf(childOf(childOf(pair, 'answer'), 'text')).trim()],
    }));
    return {
      kind: 'pairs',
      pairs: pairs.flatMap(({ source, target }) => (source === undefined ? [] : [{ source, target }])),
      unused: pairs.filter(({ source }) => source === undefined).map(({ target }): RichText => target),
    };
  },
  ordering: (one) => ({ kind: 'order', steps: optionsOf(one).map(({ text }) => text) }),
  essay: (one) => {
    const model = richOf(childOf(one, 'graderinfo'));
    return { kind: 'essay', ...(model === undefined ? {} : { model }) };
  },
};

function optionsOf(one: XmlTree): ReadOption[] {
  return childrenOf(one, 'answer').map((answer) => ({
    text: richOf(answer) ?? [],
    share: shareOf(answer),
    ...feedbackOf(answer),
  }));
}

function shareOf(answer: XmlTree): number {
  return Number(answer.attributes.fraction ?? '0') / 100;
}

function feedbackOf(answer: XmlTree): { readonly feedback?: RichText } {
  const feedback = richOf(childOf(answer, 'feedback'));
  return feedback === undefined ? {} : { feedback };
}

/** The text of an element by its format; undefined when there is none. */
function richOf(one: XmlTree | undefined): RichText | undefined {
  const text = textOf(childOf(one, 'text'));
  if (one === undefined || text.trim() === '') return undefined;
  const { format = 'html' } = one.attributes;
  if (format === 'plain_text') return [text.trim()];
  if (format === 'markdown') return [{ tag: 'markdown', attributes: {}, children: [text] }];
  return readHtml(text);
}

/** Without the sentences that Moodle writes into every question by itself: they teach nothing. */
function ownFeedback(one: XmlTree, name: string): RichText | undefined {
  const text = richOf(childOf(one, name));
  return text === undefined || standard.test(wordsOf(text)) ? undefined : text;
}

const standard =
  /^(?:your answer is (?:partially )?(?:in)?correct|respuesta (?:parcialmente )?(?:in)?correcta|tu respuesta es (?:in)?correcta)\.?$/i;

const kinds: Readonly<Record<string, string>> = {
  calculated: 'a calculated question (numbers drawn for each learner)',
  calculatedsimple: 'a calculated question (numbers drawn for each learner)',
  calculatedmulti: 'a calculated question (numbers drawn for each learner)',
  multianswer: 'an embedded-answers (Cloze) question: several questions in one text',
  cloze: 'an embedded-answers (Cloze) question: several questions in one text',
  gapselect: 'a text with gaps to choose words for',
  ddwtos: 'a text to drag words into',
  ddmarker: 'markers to drag onto an image',
  ddimageortext: 'texts to drag onto an image',
  randomsamatch: 'matching made of random questions',
  random: 'a question drawn at random',
};

function unsupported(type: string): ReadBody {
  return {
    kind: 'unsupported',
    what: kinds[type] ?? `a question of Moodle's type "${type}"`,
    hint: 'write it anew as one of the types in modules/README.md.',
  };
}

function lostOf(one: XmlTree, type: string): string[] {
  const partly = ownFeedback(one, 'partiallycorrectfeedback');
  const isStandard = (name: string) => standard.test(wordsOf(richOf(childOf(one, name)) ?? []));
  const files = elements(one)
    .flatMap((part) => [part, ...elements(part)])
    .flatMap((part) => childrenOf(part, 'file'))
    .map(({ attributes }) => `an embedded file ("${attributes.name ?? ''}")`);
  return [
    ...(partly !== undefined ? ['the feedback for a partly right answer'] : []),
    ...(isStandard('correctfeedback') || isStandard('incorrectfeedback')
      ? ['the sentences that Moodle says after every answer ("Your answer is correct.")']
      : []),
    ...(childrenOf(one, 'hint').some((hint) => richOf(hint) !== undefined) ? ['hints'] : []),
    ...childrenOf(childOf(one, 'tags') ?? one, 'tag').map((tag) => `the tag "${textOf(tag).trim()}"`),
    ...(textOf(childOf(one, 'hidden')).trim() === '1' ? ['that it is hidden in Moodle'] : []),
    ...(type === 'essay' && richOf(childOf(one, 'responsetemplate')) ? ['the template of an answer'] : []),
    ...(type === 'essay' && Number(textOf(childOf(one, 'attachments'))) !== 0 ? ['files that learners attach'] : []),
    ...(childrenOf(childOf(one, 'units') ?? one, 'unit').length > 1 ? ['units beside the first one'] : []),
    ...new Set(files),
  ];
}

function strange(place: string, name: string): ImportNote {
  return {
    severity: 'warning',
    code: 'import/no-question',
    place,
    message: `<${name}> is no question and is not brought in.`,
    hint: 'look whether it holds something that learners need.',
  };
}

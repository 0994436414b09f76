import fc from 'fast-check';
import { phrase } from './any-text.js';

/** A line of words as a paragraph: it begins with a letter, so that it is no list and no heading. */
const paragraph: fc.Arbitrary<string> = fc
  .tuple(
    phrase,
    fc.constantFrom(
      '',
      '',
      '',
      ' {% term "t-1" /%}',
      ' {% source "s-1" /%}',
      ' {% behavior "2016/foundational-1" /%}',
      ' [there](mailto:a@example.org)',
    ),
  )
  .map(([text, end]) => `So ${text}${end}.`);

/** A text as the value of an attribute. */
const value = phrase.map((text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);

const listOf = (mark: string, line = paragraph) =>
  fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.map((line) => mark + line).join('\n'));

const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  listOf('- '),
  listOf('1. '),
  paragraph.map((line) => `> ${line}`),
  fc.constant('| Level | Seen |\n| --- | ---: |\n| Accomplished | *often* |'),
  fc.constant('```\none  two < &\n```'),
);

const bodyOf = (part: fc.Arbitrary<string>) =>
  fc.array(part, { minLength: 1, maxLength: 2 }).map((all) => all.join('\n\n'));
const body = bodyOf(text);

/** A block of one tag. @param attributes by name; `@id@` becomes a number of its own in the module */
const tag = (
  name: string,
  attributes: Readonly<Record<string, fc.Arbitrary<string>>>,
  inside: fc.Arbitrary<string> = body,
) =>
  fc
    .tuple(fc.record(attributes), inside)
    .map(
      ([given, words]) =>
        `{% ${[name, ...Object.entries(given).map(([key, one]) => (one === '' ? '' : `${key}=${one}`))].filter(Boolean).join(' ')} %}\n${words}\n{% /${name} %}`,
    );
const optional = fc.oneof(value, fc.constant(''));
const fixed = (text: string) => fc.constant(`"${text}"`);

const figure = fc.oneof(
  tag('figure', { src: fixed('media/levels.svg'), alt: value, caption: optional }),
  fc.constant('{% figure src="media/table.svg" alt="" /%}'),
);
const quote = tag('quote', { source: fixed('s-1'), by: optional, at: optional });
const talk = { captions: fixed('media/talk.vtt'), title: value };
const audio = tag('audio', { src: fixed('media/talk.mp3'), ...talk });
const video = tag('video', { src: fixed('media/talk.mp4'), ...talk });
const document = tag('document', {
  ...{ src: fixed('media/guide.pdf'), title: value },
  view: fc.constantFrom('', '"yes"', '"no"'),
});
const media = bodyOf(fc.oneof({ weight: 6, arbitrary: text }, figure, quote, audio, video, document));

/** A block of several parts. */
const parts = (
  name: string,
  attributes: Parameters<typeof tag>[1],
  part: fc.Arbitrary<string>,
  most: number,
  least = 2,
) =>
  tag(
    name,
    attributes,
    fc.array(part, { minLength: least, maxLength: most }).map((all) => `\n${all.join('\n\n')}\n`),
  );

const attribute = { id: fixed('note-@id@') };

/** Every block that stands on a page by itself, by name; checks and the glossary are placed with what they show. */
const anyBlock: Readonly<Record<string, fc.Arbitrary<string>>> = {
  callout: tag('callout', { title: optional, kind: fc.constantFrom('', '"tip"', '"caution"', '"note"') }),
  vignette: tag('vignette', { title: optional, invented: fixed('yes') }, media),
  reveal: tag('reveal', { summary: value }, media),
  tabs: parts('tabs', { label: optional }, tag('tab', { title: value }, media), 3),
  comparison: parts('comparison', {}, tag('column', { title: value }, media), 3),
  process: parts('process', {}, tag('step', { title: value }, media), 3),
  timeline: parts('timeline', {}, tag('event', { when: value }, media), 3),
  gallery: parts('gallery', { title: optional }, figure, 3),
  figure,
  audio,
  video,
  document,
  quote,
  reflection: tag('reflection', { ...attribute, prompt: value }, fc.oneof(body, fc.constant(''))),
  plan: parts(
    'plan',
    { ...attribute, title: value },
    value.map((prompt) => `{% line prompt=${prompt} /%}`),
    4,
    1,
  ),
  checklist: tag(
    'checklist',
    { ...attribute, title: value },
    listOf(
      '- ',
      phrase.map((text) => `So ${text}`),
    ),
  ),
};

/** What a page holds between its heading and its checks. */
export const anyContent: fc.Arbitrary<string> = fc
  .tuple(paragraph, fc.array(fc.oneof(text, ...Object.values(anyBlock)), { maxLength: 2 }))
  .map((all) => all.flat().join('\n\n'));

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument, stringify } from 'yaml';
import type { AuthoredQuestion } from '../definition/module-definition.js';
import { sourceText } from '../definition/source-text.js';
import { nameInLanguage } from '../definition/translation/language-of-name.js';
import { lessonTexts } from '../definition/translation/lesson-texts.js';
import { pathIn } from '../definition/translation/overlay-yaml.js';
import { ownList } from '../definition/translation/own-list.js';
import { recordName, textHash } from '../definition/translation/record.js';
import type { TextPair } from '../definition/translation/text-pair.js';
import { blockOf } from '../definition/translation/translate-questions.js';
import { translatedBlock } from '../definition/translation/translated-block.js';
import { oneLine, sameText } from './import-texts.js';
import type { OpenTranslation } from './translation-texts.js';

/**
 * The files of a translation that change, by their path below the module's folder. A text that stays leaves its lines
 * as they are; a file that holds no new text is not among them.
 * @param targets what is new, by the pair it belongs to
 * @param accepted true for a pair whose translation says what the source says today
 */
export async function writeTranslation(
  open: OpenTranslation,
  targets: ReadonlyMap<TextPair, string>,
  accepted: (pair: TextPair) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const { translation, folder } = open;
  const { language, pairs, record } = translation;
  const files = new Map<string, string>();
  const changed = pairs.filter((pair) => {
    const target = targets.get(pair);
    return target !== undefined && !sameText(target, pair.target);
  });
  for (const name of new Set(changed.map((pair) => pair.file))) {
    const own = pairs.filter((pair) => pair.file === name);
    const news = new Map(
      changed.filter((pair) => pair.file === name).map((pair) => [pair, oneLine(targets.get(pair) ?? '')]),
    );
    const given = nameInLanguage(name, language);
    const old = await textOf(path.join(folder, given));
    const parts = { name, own, news, old };
    files.set(given, name.endsWith('.md') ? await lessonText(folder, parts) : yamlText(open, parts));
  }
  const hashes: Record<string, Record<string, string>> = {};
  for (const pair of pairs) {
    if (pair.target === null && !targets.has(pair)) continue;
    const hash = accepted(pair) ? textHash(pair.source) : record[pair.file]?.[pair.key];
    if (hash !== undefined) hashes[pair.file] = { ...hashes[pair.file], [pair.key]: hash };
  }
  const kept = `# Which text each translation was made from: \`cpm check\` tells what has changed since. Kept by \`cpm translate\`.\n${stringify(hashes)}`;
  if (kept !== (await textOf(path.join(folder, recordName(language))))) files.set(recordName(language), kept);
  return files;
}

interface FileParts {
  readonly name: string;
  /** All texts of the file. */
  readonly own: readonly TextPair[];
  readonly news: ReadonlyMap<TextPair, string>;
  /** The translation as it is; null when there is none. */
  readonly old: string | null;
}

/** The translation with its new texts put in; one that is built otherwise than its source is made anew from that. */
async function lessonText(folder: string, { name, own, news, old }: FileParts): Promise<string> {
  const [source = '', given] = [await textOf(path.join(folder, name)), old].map((text) =>
    text?.replace(/\r\n?/g, '\n'),
  );
  const there = lessonTexts(sourceText(name, source));
  const here = given === undefined ? [] : lessonTexts(sourceText(name, given));
  const isAligned = here.length === there.length && here.every((one, at) => one.key === there[at]?.key);
  const base = isAligned && given !== undefined ? given : source;
  let text = base;
  for (const { key, start, end, attribute } of [...(isAligned ? here : there)].reverse()) {
    const pair = own.find((one) => one.key === key);
    const target = pair && (news.get(pair) ?? (isAligned ? undefined : (pair.target ?? undefined)));
    if (target === undefined) continue;
    const written = attribute === undefined ? target : target.replace(/(?<!\\)"/g, '\\"');
    text = text.slice(0, start) + written + text.slice(end);
  }
  return text;
}

function yamlText({ head, questions: all }: OpenTranslation, { name, own, news, old }: FileParts): string {
  const isHead = name === head.file;
  const questions = all.filter((question) => own.some(({ key }) => ownerOf(key) === question.id));
  const document = old === null ? null : parseDocument(old);
  if (document) {
    const given: unknown = document.toJS();
    const source = isHead ? head.data : { questions: questions.map((one) => ({ ...blockOf(one).data, id: one.id })) };
    const at = (pair: TextPair) => {
      const index = questions.findIndex((one) => one.id === ownerOf(pair.key));
      return pathIn(given, source, isHead ? (pair.path ?? []) : ['questions', index, ...(pair.path ?? [])]);
    };
    const places = [...news].map(([pair, text]) => ({
      place: at(pair),
      value: pair.isList ? document.createNode(ownList.entries(text)) : text,
    }));
    if (places.every(({ place }) => place !== null && document.hasIn(place))) {
      for (const { place, value } of places) document.setIn(place ?? [], value);
      return document.toString(yamlForm);
    }
  }
  const textsOf = (prefix: string): ReadonlyMap<string, string> =>
    new Map(
      own.flatMap((pair) => {
        const text = news.get(pair) ?? pair.target;
        return text !== null && pair.key.startsWith(prefix) ? [[pair.key.slice(prefix.length), text] as const] : [];
      }),
    );
  const block = (question: AuthoredQuestion) => {
    const { schemas, data } = blockOf(question);
    return { id: question.id, ...translatedBlock(schemas, data, textsOf(`${question.id ?? ''}/`)) };
  };
  const made = isHead ? translatedBlock(head.schemas, head.data, textsOf('')) : { questions: questions.map(block) };
  const comments = /^(?:#.*\n)*/.exec(old ?? '')?.[0] ?? '';
  return comments + stringify(made, yamlForm);
}

const yamlForm = { lineWidth: 120 } as const;

function ownerOf(key: string): string {
  return key.split('/')[0] ?? '';
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

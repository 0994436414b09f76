import { checkElement, dataModels, ruleName } from '../check-element.js';
import type { Edition } from '../edition.js';
import { type Collections, collectionsOf } from './collections.js';
import { type ApiCall, type Letter, letters } from './letter.js';

/** What the letter of a standard holds against one call. */
export interface CallBreach {
  /** The standard's error code; '0' for what is only noted, because the standard has no code for it. */
  readonly code: string;
  /** The element that the call was about; '' for a call about none. */
  readonly element: string;
  readonly fault: string;
  /** Where the standard says so. */
  readonly section: string;
}

/** One session of one SCO, followed by the letter: what scorm-again and many an LMS let through is found here. */
export interface StrictSession {
  /** Before the call is passed on. Null when nothing is wrong with it. */
  judge(call: ApiCall, values: readonly unknown[]): CallBreach | null;
  /** After the LMS answered. */
  heard(call: ApiCall, values: readonly string[], answer: string): void;
}

/** @param held what the LMS holds when the session begins, by full element name */
export function createStrictSession(edition: Edition, held: Readonly<Record<string, string>>): StrictSession {
  const letter = letters[edition === 'scorm12' ? 'scorm12' : 'scorm2004'];
  const collections = collectionsOf(held);
  let phase: 'new' | 'open' | 'ended' = 'new';
  return {
    judge(call, values) {
      const wrongTime = letter.outOfTurn[call][phase];
      if (wrongTime !== undefined) return { element: '', ...wrongTime };
      const given = values.map(String);
      const judged =
        call === 'get'
          ? judgeGet(edition, letter, collections, given)
          : call === 'set'
            ? judgeSet(edition, letter, collections, given)
            : judgeEmpty(letter, given);
      return judged ?? judgeTexts(letter, call, values);
    },
    heard(call, [element = '', value = ''], answer) {
      if (answer !== 'true') return;
      if (call === 'initialize') phase = 'open';
      if (call === 'terminate') phase = 'ended';
      if (call === 'set') collections.note(element, value);
    },
  };
}

/** Initialize, Commit and Terminate take one empty text. */
function judgeEmpty({ argument }: Letter, given: readonly string[]): CallBreach | null {
  if (given.length === 1 && given[0] === '') return null;
  return { ...argument, element: '', fault: 'takes one argument, the empty text ""' };
}

function judgeTexts({ argument }: Letter, call: ApiCall, values: readonly unknown[]): CallBreach | null {
  const wrong = values.find((value) => typeof value !== 'string');
  if (wrong === undefined && !values.includes(undefined)) return null;
  const element = call === 'get' || call === 'set' ? String(values[0]) : '';
  return { code: '0', element, fault: `was given a ${typeof wrong}, not a text`, section: argument.section };
}

function judgeGet(
  edition: Edition,
  letter: Letter,
  collections: Collections,
  [element = '']: readonly string[],
): CallBreach | null {
  if (element === '') return { ...letter.noElement.get, element };
  const rule = dataModels[edition].get(ruleName(element));
  if (!rule) return unknown(edition, letter, element);
  if (rule.access === 'write')
    return { code: letter.writeOnly, element, fault: 'is write-only', section: rule.section };
  const beyond = collections.beyond(element, 'get');
  return beyond === null ? null : { code: letter.noSuchEntry, element, fault: beyond, section: rule.section };
}

function judgeSet(
  edition: Edition,
  letter: Letter,
  collections: Collections,
  [element = '', value = '']: readonly string[],
): CallBreach | null {
  if (element === '') return { ...letter.noElement.set, element };
  if (letter.keyword !== null && /\._(children|count|version)$|^cmi\._version$/.test(element))
    return { code: letter.keyword, element, fault: 'is a keyword, which cannot be set', section: letter.section };
  const breach = checkElement(edition, element, value, collections.interactionType(element));
  if (breach?.kind === 'unknown') return unknown(edition, letter, element);
  if (breach?.kind === 'read-only')
    return { code: letter.readOnly, element, fault: breach.fault, section: breach.section };
  const section = dataModels[edition].get(ruleName(element))?.section ?? letter.section;
  const beyond = collections.beyond(element, 'set');
  if (beyond !== null) return { code: letter.outOfOrder, element, fault: beyond, section };
  const early = collections.tooEarly(element);
  if (early !== null && letter.dependency !== '0') return { code: letter.dependency, element, fault: early, section };
  if (breach)
    return { code: breach.kind === 'range' ? letter.range : letter.type, element, fault: breach.fault, section };
  const twice = letter.notUnique === null ? null : collections.notUnique(element, value);
  if (twice !== null && letter.notUnique !== null) return { code: letter.notUnique, element, fault: twice, section };
  return early === null ? null : { code: '0', element, fault: early, section };
}

function unknown(edition: Edition, letter: Letter, element: string): CallBreach {
  const parent = element.replace(/\.[^.]*$/, '');
  const isKnown = dataModels[edition].has(ruleName(parent));
  const { section } = letter;
  if (isKnown && element.endsWith('._children'))
    return { code: letter.noChildren, element, fault: 'has no children', section };
  if (isKnown && element.endsWith('._count')) return { code: letter.noCount, element, fault: 'is no list', section };
  return { code: letter.unknown, element, fault: 'is no element of this data model', section };
}

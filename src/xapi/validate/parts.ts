import { activity } from './activity.js';
import { actor, agent, group } from './actor.js';
import { boolean, type Check, kindOf, listOf, oneOf, shape } from './check.js';
import {
  anyText,
  duration,
  extensions,
  iri,
  languageMap,
  languageTag,
  mediaType,
  searchedIri,
  uuid,
} from './formats.js';

const number: Check = (value, path, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    report.add(path, `must be a number, found ${kindOf(value)}`);
};

const score = shape(
  { scaled: { check: number }, raw: { check: number }, min: { check: number }, max: { check: number } },
  (value, path, report) => {
    const { scaled, raw, min, max } = value;
    if (typeof scaled === 'number' && (scaled < -1 || scaled > 1))
      report.add(`${path}.scaled`, `must be from -1 to 1, found ${scaled}`);
    if (typeof min === 'number' && typeof max === 'number' && min >= max)
      report.add(`${path}.max`, `must be greater than min (${min}), found ${max}`);
    if (typeof raw === 'number' && typeof min === 'number' && raw < min)
      report.add(`${path}.raw`, `must not be less than min (${min}), found ${raw}`);
    if (typeof raw === 'number' && typeof max === 'number' && raw > max)
      report.add(`${path}.raw`, `must not be greater than max (${max}), found ${raw}`);
  },
);

/** What came of it (xAPI 1.0.3 Data 2.4.5). */
export const result: Check = shape({
  score: { check: score },
  success: { check: boolean },
  completion: { check: boolean },
  response: { check: anyText },
  duration: { check: duration },
  extensions: { check: extensions },
});

/** A verb with its display (xAPI 1.0.3 Data 2.4.3). */
export const verb: Check = shape({ id: { check: searchedIri, required: true }, display: { check: languageMap } });

/** A reference to another statement (xAPI 1.0.3 Data 2.4.4.3). */
export const statementRef: Check = shape({
  objectType: { check: oneOf('StatementRef'), required: true },
  id: { check: uuid, required: true },
});

/** One activity stands for a list of one (xAPI 1.0.3 Data 2.4.6.2). */
const activities: Check = (value, path, report) =>
  Array.isArray(value) ? listOf(activity)(value, path, report) : activity(value, path, report);

const contextActivities = shape({
  parent: { check: activities },
  grouping: { check: activities },
  category: { check: activities },
  other: { check: activities },
});

const relevantTypes: Check = (value, path, report) => {
  listOf(iri)(value, path, report);
  if (Array.isArray(value) && value.length === 0)
    report.add(path, 'must not be empty; name at least one IRI or leave it out');
};
const contextAgent = shape({
  objectType: { check: oneOf('contextAgent'), required: true },
  agent: { check: agent, required: true },
  relevantTypes: { check: relevantTypes },
});
const contextGroup = shape({
  objectType: { check: oneOf('contextGroup'), required: true },
  group: { check: group, required: true },
  relevantTypes: { check: relevantTypes },
});

/** The setting (xAPI 1.0.3 Data 2.4.6; contextAgents and contextGroups from xAPI 2.0 on). */
export const context: Check = shape({
  registration: { check: uuid },
  instructor: { check: actor },
  team: { check: group },
  contextActivities: { check: contextActivities },
  contextAgents: { check: listOf(contextAgent), since: '2.0.0' },
  contextGroups: { check: listOf(contextGroup), since: '2.0.0' },
  revision: { check: anyText },
  platform: { check: anyText },
  language: { check: languageTag },
  statement: { check: statementRef },
  extensions: { check: extensions },
});

const length: Check = (value, path, report) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    report.add(path, `must be a whole number of bytes, found ${kindOf(value)}`);
};
const sha2: Check = (value, path, report) => {
  if (typeof value !== 'string' || !/^(?:[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(value)) {
    report.add(path, `must be a SHA-2 hash in hexadecimal digits (56, 64, 96 or 128), found ${kindOf(value)}`);
  }
};

/** What is said of an attachment (xAPI 1.0.3 Data 2.4.11). */
export const attachments: Check = listOf(
  shape({
    usageType: { check: iri, required: true },
    display: { check: languageMap, required: true },
    description: { check: languageMap },
    contentType: { check: mediaType, required: true },
    length: { check: length, required: true },
    sha2: { check: sha2, required: true },
    fileUrl: { check: iri },
  }),
);

import { at, isObject, type JsonObject } from '../json.js';
import { verbs } from '../vocabulary.js';
import { activity } from './activity.js';
import { actor, agent, authority, group } from './actor.js';
import {
  type Check,
  type Fault,
  faultsOf,
  mostFaults,
  oneOf,
  type Report,
  shape,
  text,
  type XapiVersion,
} from './check.js';
import { timestamp, uuid } from './formats.js';
import { attachments, context, result, statementRef, verb } from './parts.js';

/**
 * Every fault of one statement under one edition of xAPI, each with its JSON path; empty when it is valid.
 * @param path where the statement stands in what was sent (`$` alone, `$[3]` in a batch)
 */
export function validateStatement(value: unknown, version: XapiVersion, path = '$'): Fault[] {
  return faultsOf(statement, value, version, path);
}

/**
 * Every fault of a request's statements, up to the first statement with which there are 1,000.
 * @param path where the statement with this index stands in what was sent
 */
export function validateStatements(
  values: readonly unknown[],
  version: XapiVersion,
  path: (index: number) => string,
): Fault[] {
  const faults: Fault[] = [];
  for (const [index, value] of values.entries()) {
    faults.push(...validateStatement(value, version, path(index)));
    if (faults.length >= mostFaults) break;
  }
  return faults;
}

const objectChecks: Readonly<Record<string, Check>> = {
  Activity: activity,
  Agent: agent,
  Group: group,
  StatementRef: statementRef,
  SubStatement: (value, path, report) => subStatement(value, path, report),
};

/** The object by its objectType; an activity where it has none (xAPI 1.0.3 Data 2.4.4). */
const object: Check = (value, path, report) => {
  const type = at(value, 'objectType') ?? 'Activity';
  const check = typeof type === 'string' && Object.hasOwn(objectChecks, type) ? objectChecks[type] : undefined;
  if (check) check(value, path, report);
  else oneOf(...Object.keys(objectChecks))(type, `${path}.objectType`, report);
};

const shared = {
  actor: { check: actor, required: true },
  verb: { check: verb, required: true },
  object: { check: object, required: true },
  result: { check: result },
  context: { check: context },
  timestamp: { check: timestamp },
  attachments: { check: attachments },
} as const;

const versionText: Check = (value, path, report) => {
  const form = report.version === '1.0.3' ? /^1\.0(?:\.\d+)?$/ : /^(?:1|2)\.0(?:\.\d+)?$/;
  text(
    (v) => form.test(v),
    report.version === '1.0.3' ? 'a version 1.0.x such as "1.0.3"' : 'a version 2.0.x or 1.0.x such as "2.0.0"',
  )(value, path, report);
};

const statement: Check = shape(
  {
    ...shared,
    id: { check: uuid },
    stored: { check: timestamp },
    authority: { check: authority },
    version: { check: versionText },
  },
  (value, path, report) => {
    if (at(value, 'verb', 'id') === verbs.voided.id && at(value, 'object', 'objectType') !== 'StatementRef') {
      report.add(`${path}.object`, 'must be a StatementRef to the statement that is voided, for the verb is voided');
    }
    contextFitsObject(value, path, report);
  },
);

/** A statement inside another: without id, stored, version, authority, and without a further one (xAPI 1.0.3 Data 2.4.4.3). */
const subStatement: Check = shape(
  { ...shared, objectType: { check: oneOf('SubStatement'), required: true } },
  (value, path, report) => {
    if (at(value, 'object', 'objectType') === 'SubStatement')
      report.add(`${path}.object`, 'must not be another SubStatement; write a StatementRef to a statement of its own');
    contextFitsObject(value, path, report);
  },
);

/** `revision` and `platform` speak of an activity (xAPI 1.0.3 Data 2.4.6). */
function contextFitsObject(value: JsonObject, path: string, report: Report): void {
  const type = at(value, 'object', 'objectType') ?? 'Activity';
  if (type === 'Activity' || !isObject(value.context)) return;
  for (const key of ['revision', 'platform']) {
    if (value.context[key] !== undefined)
      report.add(`${path}.context.${key}`, 'is only allowed when the object is an activity; leave it out');
  }
}

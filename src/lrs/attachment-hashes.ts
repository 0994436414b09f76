import { type JsonObject, listAt, textAt } from '../xapi/json.js';

/** Hashes of all attachments of statements. */
export function attachmentHashes(statements: readonly JsonObject[]): string[] {
  return statements.flatMap((statement) =>
    attachmentsOf(statement, '$').flatMap(([, one]) => textAt(one, 'sha2')?.toLowerCase() ?? []),
  );
}

/** Attachments of a statement and of its SubStatement, each with its JSON path. */
export function attachmentsOf(statement: JsonObject, path: string): [string, unknown][] {
  const object =
    textAt(statement, 'object', 'objectType') === 'SubStatement' ? listAt(statement, 'object', 'attachments') : [];
  return [
    ...listAt(statement, 'attachments').map((one, index): [string, unknown] => [`${path}.attachments[${index}]`, one]),
    ...object.map((one, index): [string, unknown] => [`${path}.object.attachments[${index}]`, one]),
  ];
}

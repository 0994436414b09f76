import { at, type JsonObject, textAt } from '../xapi/json.js';

/** Hashes of all attachments of statements. */
export function attachmentHashes(statements: readonly JsonObject[]): string[] {
  return statements.flatMap((statement) =>
    attachmentsOf(statement, '$').flatMap(([, one]) => textAt(one, 'sha2')?.toLowerCase() ?? []),
  );
}

/** Attachments of a statement and of its SubStatement, each with its JSON path. */
export function attachmentsOf(statement: JsonObject, path: string): [string, unknown][] {
  const object =
    textAt(statement, 'object', 'objectType') === 'SubStatement' ? entries(at(statement, 'object', 'attachments')) : [];
  return [
    ...entries(statement.attachments).map((one, index): [string, unknown] => [`${path}.attachments[${index}]`, one]),
    ...object.map((one, index): [string, unknown] => [`${path}.object.attachments[${index}]`, one]),
  ];
}

function entries(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

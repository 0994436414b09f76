import { at, type JsonObject, textAt } from '../xapi/json.js';

/**
 * Hashes of attachments of statements.
 * @param which `sent`: only of files that came together with the statement, for it names no other place to find them
 */
export function attachmentHashes(statements: readonly JsonObject[], which: 'all' | 'sent' = 'all'): string[] {
  return statements.flatMap((statement) =>
    attachmentsOf(statement, '$').flatMap(([, one]) =>
      which === 'sent' && textAt(one, 'fileUrl') !== undefined ? [] : (textAt(one, 'sha2')?.toLowerCase() ?? []),
    ),
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

import { fault } from '../definition/fault.js';
import type { PracticeModelDefinition } from '../definition/module-definition.js';
import { suggest } from '../definition/suggest.js';
import type { Checked, Diagnostic } from '../diagnostics.js';
import { repeatedIds } from './repeated-ids.js';

/** An item of the practice model with what a page shows of it. */
export interface Item {
  readonly edition: string;
  /** Name of the edition, as a reader knows it. */
  readonly editionTitle: string;
  readonly name: string;
  readonly kind: string;
  readonly isVerified: boolean;
  /** Title of the source that names it, and its address or ''. */
  readonly source: string;
  readonly url: string;
}

/** Every edition's items by `<edition>/<id>`; the name of its file is the edition. */
export interface PracticeModels {
  readonly editions: readonly string[];
  readonly items: ReadonlyMap<string, Item>;
  /** False when an item may exist that could not be read. */
  readonly isWhole: boolean;
}

/** The editions held to their own references: ids, groups, sources, and the name of each file. */
export function resolvePracticeModels(
  definitions: readonly PracticeModelDefinition[],
): Checked<PracticeModels> & { readonly value: PracticeModels } {
  const diagnostics: Diagnostic[] = [];
  const items = new Map<string, Item>();
  for (const definition of definitions) {
    const { title, sources = [], items: listed = [] } = definition.parts;
    diagnostics.push(...checkEdition(definition));
    for (const item of listed) {
      const source = sources.find((one) => one.id === item.source);
      items.set(`${definition.fileName}/${item.id}`, {
        edition: definition.fileName,
        editionTitle: title ?? '',
        name: item.name,
        kind: item.kind,
        isVerified: item.verified,
        source: source?.title ?? '',
        url: source?.url ?? '',
      });
    }
  }
  return {
    diagnostics,
    value: {
      editions: definitions.map((one) => one.fileName),
      items,
      isWhole: definitions.every((one) => one.whole !== null),
    },
  };
}

function checkEdition({ fileName, parts, places }: PracticeModelDefinition): Diagnostic[] {
  const { edition, sources, items } = parts;
  const found: Diagnostic[] = [];
  if (edition !== undefined && edition !== fileName) {
    found.push(
      fault(
        'edition/file-name',
        places.value(['edition']),
        `The edition is "${edition}", but the file is \`${fileName}.yaml\`.`,
        `write \`edition: "${fileName}"\`, or rename the file`,
      ),
    );
  }
  found.push(
    ...repeatedIds(
      (sources ?? []).map(({ id }, index) => ({ id, place: places.value(['sources', index, 'id']), what: 'source' })),
    ),
  );
  found.push(
    ...repeatedIds(
      (items ?? []).map(({ id }, index) => ({ id, place: places.value(['items', index, 'id']), what: 'item' })),
    ),
  );
  const ids = new Set((items ?? []).map((item) => item.id));
  const sourceIds = new Set((sources ?? []).map((source) => source.id));
  for (const [index, item] of (items ?? []).entries()) {
    if (item.group !== undefined && !ids.has(item.group)) {
      found.push(
        fault(
          'reference/group',
          places.value(['items', index, 'group']),
          `There is no item "${item.group}" in this edition.`,
          suggest(item.group, ids, 'delete the field'),
        ),
      );
    }
    if (sources !== undefined && !sourceIds.has(item.source)) {
      found.push(
        fault(
          'reference/source',
          places.value(['items', index, 'source']),
          `There is no source "${item.source}" in this file.`,
          suggest(item.source, sourceIds, 'add it under `sources:`'),
        ),
      );
    }
  }
  return found;
}

import type * as z from 'zod';
import type { Place } from '../../diagnostics.js';
import type { OverlaidText } from './overlay-yaml.js';
import { translatableTexts } from './translatable-texts.js';

/** The texts of a block of which no translation exists. */
export function untranslated(schemas: readonly z.ZodType[], data: unknown, place: Place): readonly OverlaidText[] {
  return schemas
    .flatMap((schema) => translatableTexts(schema, data))
    .map(({ text, ...one }) => ({ ...one, source: text, target: null, place }));
}

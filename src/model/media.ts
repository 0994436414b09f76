import type { ModuleDefinition, Reference } from '../definition/module-definition.js';
import type { Media } from './module.js';

/** The files of the media folder that a page or a question shows, by path. What nothing shows is not packaged. */
export function usedMedia(definition: ModuleDefinition, references: readonly Reference[]): Media[] {
  const used = new Set(references.flatMap((one) => (one.kind === 'media' ? [one.target] : [])));
  return definition.media
    .map(({ name, path, size, bytes }) => ({ source: path, path: `media/${name}`, size, bytes }))
    .filter((media) => used.has(media.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

import type { ModuleDefinition } from '../definition/module-definition.js';
import type { Media } from './module.js';

/** The files of the media folder that a page shows, by path. What no page shows is not packaged. */
export function usedMedia(definition: ModuleDefinition): Media[] {
  const used = new Set(
    definition.lessons.flatMap((lesson) =>
      lesson.pages.flatMap((page) => page.references.flatMap((one) => (one.kind === 'media' ? [one.target] : []))),
    ),
  );
  return definition.media
    .map(({ name, path, size, bytes }) => ({ source: path, path: `media/${name}`, size, bytes }))
    .filter((media) => used.has(media.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

import { manualParts } from '../../definition/manual/manual-parts.js';
import { type Engine, safe } from '../../html/engine.js';

/** Addresses that the page of the manual leads to. */
export interface ManualPlaces {
  readonly styles: string;
  readonly script: string;
  /** Where the list of modules is; null where there is none. */
  readonly home: string | null;
  /** Where a sample is played; null where it isn't. */
  sample(id: string): string | null;
}

/** The manual as one page: every field, block and question type, each example's source beside what it becomes. */
export function manualPage(engine: Engine, { styles, script, home, sample }: ManualPlaces): string {
  const { lead, chapters } = manualParts();
  return engine.render('manual/page', {
    ...{ styles, script, home },
    lead: safe(lead),
    chapters: chapters.map((chapter) => ({
      id: chapter.id,
      title: chapter.title,
      html: safe(chapter.html),
      entries: chapter.entries.map((entry) => ({ ...entry, html: safe(entry.html), live: sample(entry.id) })),
    })),
  });
}

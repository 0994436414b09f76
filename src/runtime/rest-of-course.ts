import type { CourseData } from '../model/course-data.js';
import type { RestOfCourse } from '../model/course-parts.js';
import type { Rules } from './attempt.js';
import { completeCourse } from './course-element.js';
import type { RestCode, View } from './view.js';

/** The second file of a course: asked for once the first page stands, and had in the end, whatever the network does. */
export interface Rest {
  /** @throws before the rest is there: nothing is judged by half a question */
  readonly behaviour: Rules['behaviour'];
  /** Nothing before the rest is there: nobody has answered anything then. */
  readonly records: RestCode['records'];
  /** The parts of a SCORM interaction. @throws before the rest is there: nobody has answered anything then */
  readonly interactions: RestCode['interactions'];
  /** Asks for it; the view hears of its arrival, and of every time that it does not come. */
  ask(view: Pick<View, 'arrived' | 'late'>): void;
}

const file = 'rest.js';
const firstRetry = 1000;
const longestRetry = 30_000;
/** How long a request may stay without an answer, in milliseconds. */
const patience = 30_000;

/** @param stamp of the rest that belongs to this document: another one, out of a cache, is not taken */
export function restOfCourse(window: Window, course: CourseData, stamp: string): Rest {
  let code: RestCode | null = null;
  let script: HTMLScriptElement | null = null;
  let failures = 0;
  let timer = 0;

  function request(failed: () => void): void {
    forget();
    script = window.document.createElement('script');
    // Every other time under a name that no cache knows.
    script.src = failures % 2 === 0 ? file : `${file}?${failures}`;
    // What has run without being taken was another build's.
    script.onload = script.onerror = failed;
    timer = window.setTimeout(failed, patience);
    window.document.head.append(script);
  }

  function forget(): void {
    window.clearTimeout(timer);
    if (script) script.onload = script.onerror = null;
  }

  const arrived = (): RestCode => {
    if (!code) throw new Error('The rest of the course is not here yet');
    return code;
  };
  return {
    behaviour: (type) => arrived().behaviour(type),
    records: (...given) => code?.records(...given) ?? [],
    interactions: {
      scorm12: (record) => arrived().interactions.scorm12(record),
      scorm2004: (record) => arrived().interactions.scorm2004(record),
    },
    ask(view) {
      const failed = (): void => {
        forget();
        if (code) return;
        timer = window.setTimeout(() => request(failed), Math.min(firstRetry * 2 ** failures, longestRetry));
        failures += 1;
        view.late();
      };
      Object.assign(window, {
        /** What the second file calls (`render/rest-file.ts`). */
        cpmRest(given: RestCode, content: RestOfCourse) {
          if (code || content.stamp !== stamp) return;
          forget();
          code = given;
          dress(window, content.styles);
          completeCourse(course, content.course);
          view.arrived(given, content);
        },
      });
      window.addEventListener('online', () => {
        if (!code && failures > 0) request(failed);
      });
      // After all that the first page wants.
      window.setTimeout(() => request(failed));
    },
  };
}

/** By script, for the page's policy takes no style from elsewhere; after the document's own sheets. */
function dress(window: Window, styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  window.document.adoptedStyleSheets = [...window.document.adoptedStyleSheets, sheet];
}

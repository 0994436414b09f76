import { createHash } from 'node:crypto';
import type { CourseInLanguage, RestOfCourse } from '../model/course-parts.js';

/** Name of the second file in a package; the learner's script asks for it (`runtime/rest-of-course.ts`). */
export const restName = 'rest.js';

/** The scripts that a second file is made of, built at install. */
export interface RestScripts {
  /** `runtime/rest.ts`: sets `rest`. */
  readonly code: string;
  /** The part of a question type: sets `question`. */
  readonly question: (type: string) => string;
  /** That of a block, which sets `block`; null for a block without one. */
  readonly block: (name: string) => string | null;
}

/**
 * The second file of a course, with the stamp by which its document knows it: a script, because scripts load from
 * wherever a document does, from a disk and behind an LMS's login too. It hands its code and its content, as JSON,
 * to the one function that the first script put there.
 * It holds the scripts of the question types that the course asks, and of its blocks, and of no others.
 * @param blocks names of the blocks that the course uses
 */
export function restFile(
  scripts: RestScripts,
  blocks: readonly string[],
  content: Omit<RestOfCourse, 'stamp'>,
): { stamp: string; text: string } {
  const code = [
    scripts.code,
    'const parts={questions:[],blocks:[]};',
    ...questionTypes(content.course).map((type) => `${scripts.question(type)}\nparts.questions.push(question.part);`),
    ...blocks.flatMap((name) => {
      const script = scripts.block(name);
      return script === null ? [] : [`${script}\nparts.blocks.push(block.dress);`];
    }),
  ].join('\n');
  const bare = JSON.stringify(content);
  const stamp = createHash('sha256').update(code).update(bare).digest('hex').slice(0, 8);
  // Written out once: it is long. The stamp is the first of its fields.
  const json = ascii(`{"stamp":"${stamp}",${bare.slice(1)}`);
  return { stamp, text: `(()=>{${code}\ncpmRest(rest.code(parts),${json})})();\n` };
}

/** The question types that a course asks, each once. */
export function questionTypes({ questions }: RestOfCourse['course']): readonly string[] {
  return [...new Set(Object.values(questions).map((question) => question.type))].sort();
}

/** The file of one language, with its name: a script as well, for the same reasons; it hands over its content as JSON. */
export function languageFile(content: CourseInLanguage): readonly [name: string, text: string] {
  return [`rest.${content.language}.js`, `cpmLanguage(${ascii(JSON.stringify(content))});\n`];
}

/** The HTML in a second file, for who judges a package: nobody else sees what it loads. Null when there is none. */
export function htmlOfRest(text: string): string | null {
  const json = /^(?:cpmRest\(rest\.code\(parts\),(.*)\)\}\)\(\);|cpmLanguage\((.*)\);)$/m
    .exec(text)
    ?.slice(1)
    .find(Boolean);
  return json === undefined ? null : (JSON.parse(json) as Pick<RestOfCourse, 'html'>).html;
}

/** Without letters that a server's wrong charset could spoil. */
function ascii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';

/** Renders templates by name. Strict: a name that the context does not hold throws, with template and line. */
export interface Engine {
  /** @param template path of the template below its folder without `.hbs` (`pages/course`, `cmi5/manifest.xml`) */
  render(template: string, context: object): string;
  has(template: string): boolean;
}

/**
 * The one Handlebars engine of the house. Every `.hbs` file below the folders is a template and a partial,
 * named by its path (`blocks/callout`). Escaping is Handlebars' own, valid for HTML and XML alike.
 * Helpers carry names that no data uses, because a helper named like a field would win silently.
 */
export function createEngine(folders: readonly string[]): Engine {
  const handlebars = Handlebars.create();
  const sources = new Map<string, string>();
  for (const folder of folders) {
    for (const name of templatesBelow(folder)) {
      sources.set(
        name.slice(0, -'.hbs'.length),
        readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n'),
      );
    }
  }
  for (const [name, source] of sources) handlebars.registerPartial(name, source);
  for (const [name, helper] of Object.entries(helpers)) handlebars.registerHelper(name, helper);
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  return {
    has: (template) => sources.has(template),
    render(template, context) {
      const source = sources.get(template);
      if (source === undefined) throw new Error(`No template named ${template}`);
      let run = compiled.get(template);
      if (!run) {
        run = handlebars.compile(source, { strict: true, preventIndent: true });
        compiled.set(template, run);
      }
      return run(context);
    },
  };
}

/** Marks text as HTML that is escaped already: Handlebars puts it in as it is. */
export function safe(html: string): object {
  return new Handlebars.SafeString(html);
}

/** Text with the five characters of HTML and XML replaced. */
export function escaped(text: string): string {
  return Handlebars.escapeExpression(text);
}

const helpers: Readonly<Record<string, Handlebars.HelperDelegate>> = {
  isSame: (a: unknown, b: unknown) => a === b,
  either: (a: unknown, b: unknown) => a || b,
  countFrom1: (index: number) => index + 1,
  letterOf: (index: number) => String.fromCharCode(65 + index),
  /** `{{fillIn words.lessonOf n=2 of=5}}`: puts values at the `{n}` and `{of}` of a text. */
  fillIn: (text: string, options: { hash: Record<string, unknown> }) =>
    text.replace(/\{(\w+)\}/g, (whole, key: string) => String(options.hash[key] ?? whole)),
  /** JSON for a `<script type="application/json">`: no character that could end the element. */
  asJson: (value: unknown) =>
    new Handlebars.SafeString(
      JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
};

function templatesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.hbs'))
    .sort();
}

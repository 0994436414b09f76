import { officeZone } from '../days.js';
import { escaped, safe } from '../html/engine.js';
import type { BuiltCourse, BuiltModule, BuiltPackage, Catalogue } from './catalogue.js';

export interface ModulesPageOptions {
  /** Base path of the server's public address; '' for none. */
  readonly base: string;
  /** False where packages are offered for download only. */
  readonly plays: boolean;
  /** True where the author's manual is served. */
  readonly hasManual: boolean;
}

/** What `templates/server/modules.hbs` shows. */
export function modulesPage(catalogue: Catalogue, options: ModulesPageOptions): object {
  const built = catalogue.modules.filter((module) => module.faults.length === 0);
  const faulty = catalogue.modules.filter((module) => module.faults.length > 0);
  return {
    summary: summaryOf(built.length, faulty.length, catalogue),
    hasManual: options.hasManual,
    isEmpty: catalogue.modules.length === 0,
    built: built.map((module) => card(module, options)),
    courses: (catalogue.courses ?? []).map((course) => courseCard(course, options)),
    faulty: faulty.map((module) => ({
      id: module.id,
      title: module.title,
      count: `${count(module.faults.length, 'fault')}, not built`,
      consequence:
        built.length === 0
          ? 'No package is offered until the faults are gone.'
          : 'No package is offered until the faults are gone. The other modules are not touched.',
      faults: module.faults.map((fault) => ({
        ...fault,
        message: withCode(fault.message),
        hint: withCode(sentence(fault.hint)),
      })),
    })),
  };
}

/** Where a package is played, below the base path. */
export function playAddress(module: string, target: string): string {
  return `/play/${encodeURIComponent(module)}/${encodeURIComponent(target)}`;
}

/** Where a package is downloaded, below the base path. */
function downloadAddress({ file }: BuiltPackage): string {
  return `/packages/${encodeURIComponent(file)}`;
}

function card(module: BuiltModule, options: ModulesPageOptions): object {
  return {
    id: module.id,
    title: module.title,
    facts: factsOf(module),
    summary: module.summary,
    objectives: module.objectives,
    packages: module.packages.map((one) => packageLine(module.id, one, options)),
  };
}

function courseCard(course: BuiltCourse, options: ModulesPageOptions): object {
  const electives = course.modules.filter(({ required }) => !required).length;
  const several = count(course.modules.length, 'module');
  return {
    id: course.id,
    title: course.title,
    facts: `Version ${course.version}. ${several}${electives > 0 ? `, ${electives} of them elective` : ''}.`,
    summary: course.summary,
    modules: course.modules.map(({ title, required }) => (required ? title : `${title} (elective)`)),
    packages: course.packages.map((one) => packageLine(course.id, one, options)),
  };
}

/** Plain pages are opened; whatever has a manifest is played in the stand-in LMS. */
function packageLine(owner: string, one: BuiltPackage, { base, plays }: ModulesPageOptions) {
  const address = plays ? base + playAddress(owner, one.target) : null;
  const isPages = one.plays === false;
  return {
    title: one.title,
    file: one.file,
    size: sizeOf(one.bytes),
    play: isPages ? null : address,
    open: isPages ? address : null,
    download: base + downloadAddress(one),
  };
}

/** What stands in back ticks as code, all else escaped. */
export function withCode(text: string): object {
  return safe(
    text
      .split('`')
      .map((part, index) => (index % 2 === 1 ? `<code>${escaped(part)}</code>` : escaped(part)))
      .join(''),
  );
}

/** Hints go on after "hint:" in the command line; here each is a sentence of its own. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const languageNames = new Intl.DisplayNames(['en-US'], { type: 'language' });

function factsOf({ version, minutes, lessons, questions, languages }: BuiltModule): string {
  const parts = [
    minutes === null ? '' : count(minutes, 'minute'),
    count(lessons, 'lesson'),
    questions === 0 ? '' : count(questions, 'question'),
    new Intl.ListFormat('en-US').format(languages.map((tag) => languageNames.of(tag) ?? tag)),
  ];
  return `${version === null ? '' : `Version ${version}. `}${parts.filter((part) => part !== '').join(', ')}.`;
}

function summaryOf(built: number, faulty: number, { courses = [], builtAt, seconds }: Catalogue): string {
  const when = new Date(builtAt);
  const day = when.toLocaleDateString('en-US', {
    month: 'long',
    day: 'numeric',
    year: 'numeric',
    timeZone: officeZone,
  });
  const time = when
    .toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', timeZone: officeZone })
    .replace(/[\s\u202f](AM|PM)$/, (_, half: string) => ` ${half.toLowerCase()}`);
  const whole = courses.filter(({ packages }) => packages.length > 0).length;
  const also = whole > 0 ? ` and ${count(whole, 'course')}` : '';
  const what = `${count(built, 'module')}${also} built${faulty > 0 ? `, ${faulty} with faults` : ''}`;
  return `${what}. Last build ${day}, ${time}, in ${seconds.toFixed(1)} seconds.`;
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString('en-US')} ${thing}${number === 1 ? '' : 's'}`;
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))}\u00a0kB`
    : `${(bytes / 1_000_000).toFixed(1)}\u00a0MB`;
}

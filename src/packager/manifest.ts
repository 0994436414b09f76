import { safe } from '../html/engine.js';
import type { Module } from '../model/module.js';
import type { Course, CourseUnit } from './course.js';
import type { PackageParts } from './package-parts.js';
import { sequencingOf } from './sequencing.js';
import type { Target } from './targets.js';
import { xmlText } from './xml-text.js';

/** The page that an LMS opens, in the folder of every module. */
export const launchFile = 'index.html';

/**
 * A package's manifest, from the target's template: one template for single modules and for courses.
 * @param filesOf paths in the package of a module's files
 */
export function manifest(parts: PackageParts, filesOf: (unit: CourseUnit) => readonly string[]): string {
  const { course, open, engine, profile, collector } = parts;
  const { target, ship } = open;
  const items = course.units.map((unit) => item(unit, parts, filesOf(unit)));
  return engine.render(`${target.id}/${target.manifest.template}`, {
    ids: identifiers(course.id),
    iri: course.iri,
    version: course.version,
    isProgramme: course.isProgramme,
    language: course.language,
    titles: titlesOf(course.translations),
    title: text(course.title),
    description: text(course.summary.trim() === '' ? course.title : course.summary),
    objectives: objectivesOf(course),
    items,
    required: items.filter((one) => one.required),
    electives: items.filter((one) => !one.required),
    usesGlobalObjectives: items.some((one) => one.sequencing.shared !== null),
    launchMethod: profile.window.value === 'own' ? 'OwnWindow' : 'AnyWindow',
    collector: collector === undefined ? null : { url: collector.url, key: `${collector.id}:${collector.secret}` },
    schemas: inOrder([...ship.keys()]).map(href),
  });
}

/** One module of a course as templates see it. */
function item(unit: CourseUnit, parts: PackageParts, files: readonly string[]) {
  const { course, open, profile, launchData = '' } = parts;
  const { module } = unit;
  const { target } = open;
  const passing = module.assessment?.passingScore ?? null;
  return {
    ...itemIds(module.id),
    iri: module.iri,
    required: unit.required,
    language: module.language,
    titles: titlesOf(module.translations),
    title: text(module.title),
    description: text(module.summary.trim() === '' ? module.title : module.summary),
    objectives: module.objectives.map(({ iri }) => ({ iri })),
    // Where nothing is passed, no standard has a word for the assessment.
    assessment: passing !== null && {
      /** 0 to 1, with the four decimals that SCORM 2004 and cmi5 ask for. */
      passingScore: String(Number(passing.toFixed(4))),
      /** Whole percent. */
      passingPercent: Math.round(passing * 100),
    },
    completion: completionWord(unit, target),
    launch: href(unit.folder + launchFile),
    launchData: launchData === '' ? null : text(launchData),
    files: inOrder(files).map(href),
    /** Manifest items that must be done first, in the order of the course. */
    after: course.units.filter((one) => unit.after.includes(one.module.id)).map((one) => itemIds(one.module.id).item),
    sequencing: sequencingOf(course, unit, profile),
  };
}

/** Title and description in other languages. */
function titlesOf(translations: Course['translations']): readonly object[] {
  return translations.map(({ language, title, summary }) => ({
    language,
    title: text(title),
    description: text(summary.trim() === '' ? title : summary),
  }));
}

/** The learning objectives of all modules, each once. */
function objectivesOf({ units }: Course): readonly object[] {
  return units.flatMap(({ module }) =>
    module.objectives.map((o, at) => ({
      iri: o.iri,
      language: module.language,
      text: text(o.text),
      texts: module.translations.map((one) => ({
        language: one.language,
        text: text(one.objectives[at]?.text ?? o.text),
      })),
    })),
  );
}

/**
 * How the target's manifest says when a module is completed; null when it has no place for it.
 * Where nothing can be passed, the module's own word that it is completed is enough. One that may be left out asks for nothing.
 */
export function completionWord({ module, required }: CourseUnit, target: Target): string | null {
  if (!required) return target.completion?.elective ?? null;
  return target.completion?.[module.assessment?.passingScore ? module.completion : 'pages'] ?? null;
}

/** Names in the order of their bytes, which no locale changes. */
export function inOrder(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Identifiers of a manifest: XML names that a new version keeps. */
function identifiers(courseId: string) {
  const name = xmlName(courseId);
  return { manifest: `manifest.${name}`, organization: `organization.${name}`, schemas: `schemas.${name}` };
}

/** An LMS keeps a learner's track by the item's identifier (M18), so it follows from the module alone. */
function itemIds(moduleId: Module['id']) {
  const name = xmlName(moduleId);
  return { item: `item.${name}`, resource: `course.${name}` };
}

function xmlName(id: string): string {
  return id.replace(/[^A-Za-z0-9.-]/gu, (c) => `_${(c.codePointAt(0) ?? 0).toString(16)}_`);
}

function text(value: string): object {
  return safe(xmlText(value.trim()));
}

function href(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

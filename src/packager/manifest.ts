import { type Engine, safe } from '../html/engine.js';
import type { Module } from '../model/module.js';
import type { OpenTarget } from './open-target.js';
import type { Target } from './targets.js';
import { xmlText } from './xml-text.js';

/** The page that an LMS opens, in every package. */
export const launchFile = 'index.html';

/**
 * A package's manifest, from the target's template.
 * @param files names of all files in the package but the manifest itself and the schemas
 * @param launchData text for the LMS to hand back at launch; empty: the manifest has no such element
 */
export function manifest(
  module: Module,
  files: readonly string[],
  open: OpenTarget,
  engine: Engine,
  launchData: string,
): string {
  const { target, ship } = open;
  const { assessment } = module;
  return engine.render(`${target.id}/${target.manifest.template}`, {
    ids: identifiers(module.id),
    iri: module.iri,
    version: module.version,
    language: module.language,
    title: safe(xmlText(module.title)),
    description: safe(xmlText(module.summary.trim() === '' ? module.title : module.summary.trim())),
    objectives: module.objectives.map((o) => ({ iri: o.iri, text: safe(xmlText(o.text)) })),
    assessment: assessment && {
      /** 0 to 1, with the four decimals that SCORM 2004 and cmi5 ask for. */
      passingScore: String(Number(assessment.passingScore.toFixed(4))),
      /** Whole percent. */
      passingPercent: Math.round(assessment.passingScore * 100),
    },
    completion: completionWord(module, target),
    launch: launchFile,
    launchData: launchData === '' ? null : safe(xmlText(launchData)),
    files: inOrder(files).map(href),
    schemas: inOrder([...ship.keys()]).map(href),
  });
}

/**
 * How the target's manifest says when the module is completed; null when it has no place for it.
 * Without an assessment nothing can be passed: the pages alone complete.
 */
export function completionWord(module: Module, target: Target): string | null {
  return target.completion?.[module.assessment ? module.completion : 'pages'] ?? null;
}

/** Names in the order of their bytes, which no locale changes. */
export function inOrder(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * Identifiers of a manifest: XML names (an LMS keeps a learner's track by the item's, so a new version keeps them all).
 */
function identifiers(moduleId: string) {
  const name = moduleId.replace(/[^A-Za-z0-9.-]/gu, (c) => `_${(c.codePointAt(0) ?? 0).toString(16)}_`);
  return {
    manifest: `manifest.${name}`,
    organization: `organization.${name}`,
    item: `item.${name}`,
    resource: `course.${name}`,
    schemas: `schemas.${name}`,
  };
}

function href(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

import type { ElementRule } from './data-type.js';
import { type Edition, editionLimits } from './edition.js';
import { elements12 } from './elements12.js';
import { elements2004 } from './elements2004.js';

/** What a strict LMS would hold against setting an element to a value. */
export interface Breach {
  readonly element: string;
  readonly value: string;
  readonly fault: string;
  /** The data type's name in the standard; '' when the element is none. */
  readonly type: string;
  /** Where the standard says so. */
  readonly section: string;
  readonly kind: 'unknown' | 'read-only' | 'type' | 'range';
}

/** Every element of an edition, by name with `n` for an index and `{target}` for a manifest item's name. */
export const dataModels: Readonly<Record<Edition, ReadonlyMap<string, ElementRule>>> = {
  scorm12: byName(elements12),
  'scorm2004-2': byName(elements2004(editionLimits['scorm2004-2'])),
  'scorm2004-3': byName(elements2004(editionLimits['scorm2004-3'])),
  'scorm2004-4': byName(elements2004(editionLimits['scorm2004-4'])),
};

/**
 * Judges one SetValue by the letter of an edition, whatever a lenient LMS would accept. Null when it is right.
 * @param element as given to SetValue (`cmi.interactions.3.result`)
 * @param interactionType type of the interaction that the element belongs to; '' leaves answers unjudged
 */
export function checkElement(edition: Edition, element: string, value: string, interactionType = ''): Breach | null {
  const rule = dataModels[edition].get(ruleName(element));
  if (!rule)
    return {
      element,
      value,
      fault: 'is no element of this data model',
      type: '',
      kind: 'unknown',
      section: edition === 'scorm12' ? 'SCORM 1.2 RTE 3.4.4' : 'SCORM 2004 RTE 4.2',
    };
  const told = { element, value, type: rule.type.name, section: rule.section };
  if (rule.access === 'read') return { ...told, fault: 'is read-only', kind: 'read-only' };
  const fault = rule.type.fault(value, interactionType);
  return fault === null ? null : { ...told, fault, kind: rule.type.isOutOfRange?.(value) ? 'range' : 'type' };
}

/** The element's name as the tables have it. */
export function ruleName(element: string): string {
  return element.replace(/\.\d+(?=\.|$)/g, '.n').replace(/\{target=[^}]*\}/, '{target}');
}

function byName(rules: readonly ElementRule[]): ReadonlyMap<string, ElementRule> {
  return new Map(rules.map((rule) => [rule.name, rule]));
}

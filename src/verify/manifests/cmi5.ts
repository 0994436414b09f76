import type { Checked } from '../../diagnostics.js';
import { fault } from '../fault.js';
import type { LaunchUnit, Manifest } from '../package.js';
import { packagePath } from '../package-path.js';
import { attribute, child, withDescendants, type XmlElement } from '../read-xml.js';

/** Namespace of cmi5's course structure, from which its schema has its name. */
export const courseStructureNamespace = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';

/** A cmi5 course structure (cmi5 13). Assignable units in blocks come in document order. */
export function readCmi5Manifest(root: XmlElement, file: string): Checked<Manifest> {
  const course = child(root, 'course');
  if (root.name !== 'courseStructure' || root.namespace !== courseStructureNamespace || course === null) {
    const message = `The root element must be <courseStructure> of the namespace ${courseStructureNamespace}, with a <course>.`;
    return {
      diagnostics: [fault('manifest-root', { file, line: root.line }, message, 'write a cmi5 course structure.')],
    };
  }
  return {
    value: {
      protocol: 'cmi5',
      file,
      edition: null,
      id: attribute(course, 'id') ?? '',
      title: firstText(course, 'title').text,
      description: firstText(course, 'description').text,
      units: withDescendants(root)
        .filter((e) => e.name === 'au' && e.namespace === root.namespace)
        .map(unitOf),
      root,
    },
    diagnostics: [],
  };
}

function unitOf(au: XmlElement): LaunchUnit {
  const href = child(au, 'url')?.text.trim() ?? '';
  const title = firstText(au, 'title');
  const mastery = attribute(au, 'masteryScore');
  return {
    id: attribute(au, 'id') ?? '',
    title: title.text,
    description: firstText(au, 'description').text,
    line: au.line,
    language: title.language,
    href,
    file: packagePath(href),
    passingScore: mastery === null || mastery.trim() === '' || Number.isNaN(Number(mastery)) ? null : Number(mastery),
    completionThreshold: null,
    primaryObjective: null,
    launchData: child(au, 'launchParameters')?.text ?? null,
    // The schema's defaults (cmi5 13).
    moveOn: attribute(au, 'moveOn') ?? 'NotApplicable',
    launchMethod: attribute(au, 'launchMethod') ?? 'AnyWindow',
  };
}

function firstText(element: XmlElement, name: string): { readonly text: string; readonly language: string | null } {
  const holder = child(element, name);
  const langstring = holder && child(holder, 'langstring');
  return { text: langstring?.text.trim() ?? '', language: langstring && attribute(langstring, 'lang') };
}

import { isIri, isLanguage } from '../identifiers.js';
import type { Judged } from '../package.js';
import { attribute, child, childrenNamed, type XmlElement } from '../read-xml.js';
import type { Breach, Rule } from '../rule.js';

function activities(pkg: Judged): readonly XmlElement[] {
  const holder = child(pkg.manifest.root, 'activities');
  return holder ? childrenNamed(holder, 'activity') : [];
}

function breach(pkg: Judged, element: XmlElement, message: string, hint: string): Breach {
  return { file: pkg.manifest.file, line: element.line, message, hint };
}

/** The rules of `tincan.xml`, the manifest of the xAPI launch convention. */
export const xapiRules: readonly Rule[] = [
  {
    id: 'xapi-iri',
    says: 'Ids and types of activities are absolute IRIs, each id once.',
    source: 'xAPI 4.2.2',
    protocols: ['xapi'],
    breaches: (pkg) => {
      const seen = new Set<string>();
      return activities(pkg).flatMap((activity) => {
        const id = attribute(activity, 'id') ?? '';
        const type = attribute(activity, 'type') ?? '';
        const twice = seen.has(id);
        seen.add(id);
        return [
          ...(isIri(id)
            ? []
            : [
                breach(
                  pkg,
                  activity,
                  `The activity id "${id}" is not an absolute IRI.`,
                  'write one such as https://example.org/x.',
                ),
              ]),
          ...(isIri(type)
            ? []
            : [
                breach(
                  pkg,
                  activity,
                  `The activity type "${type}" is not an absolute IRI.`,
                  'write http://adlnet.gov/expapi/activities/module.',
                ),
              ]),
          ...(twice
            ? [breach(pkg, activity, `The activity id ${id} is there twice.`, 'give each activity an id of its own.')]
            : []),
        ];
      });
    },
  },
  {
    id: 'xapi-activity',
    says: 'An activity that is launched has a name and a description.',
    source: 'Tin Can launch convention',
    protocols: ['xapi'],
    severity: 'warning',
    breaches: (pkg) =>
      activities(pkg)
        .filter((a) => child(a, 'launch') !== null)
        .flatMap((a) =>
          ['name', 'description']
            .filter((name) => (child(a, name)?.text.trim() ?? '') === '')
            .map((name) => breach(pkg, a, `The activity has no ${name}.`, `add <${name} lang="...">.`)),
        ),
  },
  {
    id: 'xapi-launch',
    says: 'Exactly one activity is launched, in one language.',
    source: 'Tin Can launch convention; importers take one launch a package',
    protocols: ['xapi'],
    severity: 'warning',
    breaches: (pkg) => {
      const launches = activities(pkg).flatMap((a) => childrenNamed(a, 'launch'));
      const extra = launches
        .slice(1)
        .map((l) => breach(pkg, l, 'The manifest has a second launch.', 'keep one; make a package for each course.'));
      const unnamed = launches
        .filter((l) => !isLanguage(attribute(l, 'lang') ?? ''))
        .map(
          (l): Breach => ({
            ...breach(pkg, l, 'The launch names no language.', 'add lang="en" or the like.'),
            severity: 'note',
          }),
        );
      return [...extra, ...unnamed];
    },
  },
];

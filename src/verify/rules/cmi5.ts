import type { Severity } from '../finding.js';
import { isIri, isLanguage } from '../identifiers.js';
import type { Judged } from '../package.js';
import { isAbsoluteAddress } from '../package-path.js';
import { attribute, child, childrenNamed, withDescendants, type XmlElement } from '../read-xml.js';
import type { Breach, Rule } from '../rule.js';
import { hintFor } from './hint-for.js';

function cmi5Rule(
  id: string,
  says: string,
  source: string,
  breaches: (pkg: Judged, at: At) => readonly Breach[],
  severity: Severity = 'error',
): Rule {
  const at =
    (pkg: Judged): At =>
    (element, message, hint, own = severity) => ({
      file: pkg.manifest.file,
      line: element.line,
      message,
      hint,
      severity: own,
    });
  return { id, says, source, protocols: ['cmi5'], severity, breaches: (pkg) => breaches(pkg, at(pkg)) };
}

type At = (element: XmlElement, message: string, hint: string, severity?: Severity) => Breach;

/** Elements of the course structure with an id of their own: the objectives of a block or unit only refer. */
function withIds(pkg: Judged): readonly XmlElement[] {
  const own = new Set(['course', 'block', 'au']);
  const objectives = child(pkg.manifest.root, 'objectives');
  return [
    ...withDescendants(pkg.manifest.root).filter((e) => own.has(e.name) && e.namespace === pkg.manifest.root.namespace),
    ...(objectives ? childrenNamed(objectives, 'objective') : []),
  ];
}

function units(pkg: Judged): readonly XmlElement[] {
  return withDescendants(pkg.manifest.root).filter(
    (e) => e.name === 'au' && e.namespace === pkg.manifest.root.namespace,
  );
}

/** Parameters that an LMS adds at launch (cmi5 8.1), which an AU's own query must leave free. */
const launchParameters = new Set(['endpoint', 'fetch', 'actor', 'activityid', 'registration']);

const moveOns = ['NotApplicable', 'Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed'];
const launchMethods = ['AnyWindow', 'OwnWindow'];

/** What a strict LMS refuses in a course structure. They stand without its schema, which is in no npm package. */
export const cmi5Rules: readonly Rule[] = [
  cmi5Rule('cmi5-iri', 'Ids of course, blocks, units and objectives are absolute IRIs.', 'cmi5 13', (pkg, at) =>
    withIds(pkg)
      .filter((e) => !isIri(attribute(e, 'id') ?? ''))
      .map((e) =>
        at(
          e,
          `The id "${attribute(e, 'id') ?? ''}" of <${e.name}> is not an absolute IRI.`,
          'write one such as https://example.org/x.',
        ),
      ),
  ),
  cmi5Rule('cmi5-unique', 'No two blocks, units or objectives have the same id.', 'cmi5 13', (pkg, at) => {
    const seen = new Set<string>();
    return withIds(pkg).flatMap((e) => {
      const key = `${e.name} ${attribute(e, 'id') ?? ''}`;
      const twice = seen.has(key);
      seen.add(key);
      return twice
        ? [at(e, `The id ${attribute(e, 'id') ?? ''} of <${e.name}> is there twice.`, 'give each an id of its own.')]
        : [];
    });
  }),
  cmi5Rule(
    'cmi5-objective-ref',
    "Objectives that blocks and units refer to are in the course's list.",
    'cmi5 13',
    (pkg, at) => {
      const list = child(pkg.manifest.root, 'objectives');
      const known = new Set(list ? childrenNamed(list, 'objective').map((o) => attribute(o, 'id')) : []);
      return withDescendants(pkg.manifest.root)
        .filter((e) => e.name === 'objective' && attribute(e, 'id') === null && !known.has(attribute(e, 'idref')))
        .map((e) =>
          at(
            e,
            `The objective ${attribute(e, 'idref') ?? ''} is not in the course's list.`,
            'add it to <objectives> of the course structure.',
          ),
        );
    },
  ),
  cmi5Rule('cmi5-url', 'The address of a unit is a URL.', 'cmi5 13', (pkg, at) =>
    units(pkg)
      // Where there is none, `cmi5-structure` says so.
      .filter((au) => child(au, 'url') !== null && !isUrl(child(au, 'url')?.text.trim() ?? ''))
      .map((au) =>
        at(
          au,
          `"${child(au, 'url')?.text.trim() ?? ''}" is not a URL.`,
          'write a path in the package, percent-encoded, or an https address.',
        ),
      ),
  ),
  cmi5Rule('cmi5-query', 'The address of a unit leaves the launch parameters to the LMS.', 'cmi5 8.1', (pkg, at) =>
    units(pkg).flatMap((au) => {
      const url = child(au, 'url')?.text.trim() ?? '';
      const taken = [...new URLSearchParams(url.split('#')[0]?.split('?').slice(1).join('?') ?? '').keys()];
      return taken
        .filter((name) => launchParameters.has(name.toLowerCase()))
        .map((name) =>
          at(au, `The address already has the parameter "${name}".`, 'rename the parameter: the LMS adds this one.'),
        );
    }),
  ),
  cmi5Rule(
    'cmi5-structure',
    'The course structure is as its schema has it.',
    'cmi5 13, CourseStructure.xsd',
    structureBreaches,
  ),
  cmi5Rule(
    'cmi5-move-on',
    'A unit that must be passed states the score for it.',
    'cmi5 9.3.4, 10.2',
    (pkg, at) =>
      units(pkg)
        .filter(
          (au) =>
            ['Passed', 'CompletedAndPassed'].includes(attribute(au, 'moveOn') ?? '') &&
            attribute(au, 'masteryScore') === null,
        )
        .map((au) =>
          at(
            au,
            'The unit moves on when passed, but states no masteryScore.',
            'add masteryScore="0.8" or the like, or make sure that the unit itself knows when it is passed.',
          ),
        ),
    'note',
  ),
  cmi5Rule(
    'cmi5-bare',
    'A course structure without a package names its units by absolute addresses.',
    'cmi5 14.2',
    (pkg, at) =>
      pkg.manifest.isBare
        ? units(pkg)
            .filter((au) => !isAbsoluteAddress(child(au, 'url')?.text.trim() ?? ''))
            .map((au) =>
              at(
                au,
                `"${child(au, 'url')?.text.trim() ?? ''}" is relative, and there is no package that it could lie in.`,
                'write an https address, or zip the course structure with its files.',
              ),
            )
        : [],
  ),
];

function isUrl(text: string): boolean {
  // A percent sign that encodes nothing is what `URL` itself lets through.
  return (
    text !== '' &&
    !/[\s<>"{}|\\^`]/.test(text) &&
    !/%(?![0-9A-Fa-f]{2})/.test(text) &&
    URL.canParse(text, 'https://package.invalid/')
  );
}

/** Children in their order; `?` may be left out, `+` comes once or more often. */
const order: Readonly<Record<string, readonly string[]>> = {
  courseStructure: ['course', 'objectives?', 'au|block+'],
  course: ['title', 'description'],
  block: ['title', 'description', 'objectives?', 'au|block+'],
  au: ['title', 'description', 'objectives?', 'url', 'launchParameters?', 'entitlementKey?'],
  objectives: ['objective+'],
  title: ['langstring+'],
  description: ['langstring+'],
};

function structureBreaches(pkg: Judged, at: At): readonly Breach[] {
  const { root } = pkg.manifest;
  return withDescendants(root)
    .filter((e) => e.namespace === root.namespace)
    .flatMap((e) => [...orderBreaches(e, at), ...attributeBreaches(e, at)]);
}

function orderBreaches(element: XmlElement, at: At): readonly Breach[] {
  const wanted = order[element.name];
  if (wanted === undefined) return [];
  const names = element.children.filter((c) => c.namespace === element.namespace).map((c) => c.name);
  const pattern = wanted.map(
    (part) =>
      `(?:${part
        .replace(/[?+]$/, '')
        .split('|')
        .map((n) => `${n} `)
        .join('|')})${/[?+]$/.exec(part)?.[0] ?? ''}`,
  );
  if (new RegExp(`^${pattern.join('')}$`).test(names.map((n) => `${n} `).join(''))) return [];
  const shown = wanted
    .join(', ')
    .replaceAll('|', ' or ')
    .replaceAll('?', ' (may be left out)')
    .replaceAll('+', ' (one or more)');
  return [at(element, `<${element.name}> holds ${names.join(', ') || 'nothing'}.`, `write, in this order: ${shown}.`)];
}

/** Attributes without a namespace; the schema lets those of other namespaces pass. */
const ownAttributes: Readonly<Record<string, readonly string[]>> = {
  courseStructure: [],
  course: ['id'],
  block: ['id'],
  au: ['id', 'moveOn', 'masteryScore', 'launchMethod', 'activityType'],
  objective: ['id', 'idref'],
  langstring: ['lang'],
};

function attributeBreaches(element: XmlElement, at: At): readonly Breach[] {
  const checks: Readonly<
    Record<string, readonly (readonly [name: string, good: (value: string) => boolean, hint: string])[]>
  > = {
    au: [
      ['moveOn', (v) => moveOns.includes(v), `write one of ${moveOns.join(', ')}.`],
      ['launchMethod', (v) => launchMethods.includes(v), `write ${launchMethods.join(' or ')}.`],
      ['masteryScore', (v) => /^\+?\d*\.?\d+$/.test(v.trim()) && Number(v) <= 1, 'write a decimal number from 0 to 1.'],
    ],
    langstring: [['lang', isLanguage, 'write a language tag such as en or es-MX.']],
  };
  const faulty = (checks[element.name] ?? []).flatMap(([name, good, hint]) => {
    const value = attribute(element, name);
    return value === null || good(value) ? [] : [at(element, `${name}="${value}" is not allowed.`, hint)];
  });
  const known = ownAttributes[element.name];
  const unknown = known ? element.attributes.filter((a) => a.namespace === '' && !known.includes(a.name)) : [];
  const unnamed = element.name === 'langstring' && attribute(element, 'lang') === null;
  return [
    ...faulty,
    ...unknown.map(({ name }) =>
      at(element, `<${element.name}> has no attribute "${name}".`, hintFor(name, known ?? [])),
    ),
    // The schema lets it be left out; a learner who reads another language is then shown it all the same.
    ...(unnamed ? [at(element, 'The text names no language.', 'add lang="en" or the like.', 'note')] : []),
  ];
}

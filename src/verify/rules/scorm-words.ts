import { kindOf } from '../kind.js';
import { manifestItems } from '../manifests/scorm.js';
import type { Judged } from '../package.js';
import { attribute, token, withDescendants, type XmlElement } from '../read-xml.js';
import type { Rule } from '../rule.js';
import { hintFor } from './hint-for.js';
import { scormRule } from './scorm-rule.js';

/** What ADL adds to the manifest: elements and attributes of its namespaces, as each version has them. */
const adlWords = {
  scorm12: {
    elements: ['location', 'prerequisites', 'maxtimeallowed', 'timelimitaction', 'datafromlms', 'masteryscore'],
    attributes: ['scormtype'],
  },
  scorm2004: {
    elements: [
      ...['location', 'dataFromLMS', 'timeLimitAction', 'completionThreshold', 'data', 'map'],
      ...['constrainedChoiceConsiderations', 'rollupConsiderations', 'objectives', 'objective', 'mapInfo'],
      ...['presentation', 'navigationInterface', 'hideLMSUI'],
    ],
    attributes: ['scormType', 'objectivesGlobalToSystem', 'sharedDataGlobalToSystem'],
  },
} as const;

/** Elements that make sense only where a SCO is launched. */
const ofLaunch = [
  ...['datafromlms', 'dataFromLMS', 'masteryscore', 'maxtimeallowed', 'timelimitaction', 'timeLimitAction'],
  ...['completionThreshold', 'data'],
];

const sources = 'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4';

/** What ADL's words in a manifest may say, and where. */
export const scormWordRules: readonly Rule[] = [
  scormRule(
    {
      id: 'scorm-element',
      says: "ADL's elements are spelt as their standard has them.",
      source: `${sources}; systems pass over an element that they do not know`,
      severity: 'error',
    },
    (root, at, pkg) => {
      const known = wordsOf(pkg).elements;
      return withDescendants(root)
        .filter((e) => isAdl(e.namespace) && !known.includes(e.name))
        .map((e) => at(e, `<${e.name}> is no element of the standard.`, hintFor(e.name, known)));
    },
  ),
  scormRule(
    {
      id: 'scorm-attribute',
      says: "ADL's attributes are spelt as their standard has them.",
      source: `${sources}; the schemas let any attribute pass, and systems pass over one that they do not know`,
      severity: 'error',
    },
    (root, at, pkg) => {
      const { edition } = kindOf(pkg.manifest);
      // The 3rd edition took persistState away.
      const more = edition === '2004 2nd Edition' || edition === null ? ['persistState'] : [];
      const known = [...wordsOf(pkg).attributes, ...more];
      return withDescendants(root).flatMap((e) =>
        unknownAttributes(e, known).map((name) =>
          name === 'persistState'
            ? at(e, 'The attribute persistState was taken out of the standard.', 'leave it out.', 'note')
            : at(e, `The attribute "${name}" is none of the standard's.`, hintFor(name, known)),
        ),
      );
    },
  ),
  scormRule(
    {
      id: 'scorm-item-data',
      says: 'Data and parameters for a SCO stand only at a manifest item that launches one.',
      source: 'SCORM 2004 4th CAM 3.4',
      severity: 'warning',
    },
    (root, at, pkg) => {
      // The 4th edition lets a chapter have a threshold of its own.
      const isFourth = kindOf(pkg.manifest).edition === '2004 4th Edition';
      const misplaced = ofLaunch.filter((name) => !isFourth || name !== 'completionThreshold');
      return manifestItems(root)
        .filter((item) => token(item, 'identifierref') === null)
        .flatMap((item) => [
          ...item.children
            .filter((c) => isAdl(c.namespace) && misplaced.includes(c.name))
            .map((e) =>
              at(
                e,
                `<${e.name}> stands at an item that launches nothing.`,
                'move it to the item that launches the SCO.',
              ),
            ),
          ...(attribute(item, 'parameters')
            ? [at(item, 'Parameters stand at an item that launches nothing.', 'move them to the item that does.')]
            : []),
        ]);
    },
  ),
  scormRule(
    {
      id: 'scorm-mastery',
      says: 'masteryscore is a whole number from 0 to 100.',
      source: 'SCORM 1.2 CAM 2.3; systems compare it with the raw score',
      severity: 'error',
      protocols: ['scorm12'],
    },
    (root, at) =>
      withDescendants(root)
        .filter((e) => e.name === 'masteryscore' && isAdl(e.namespace))
        .flatMap((e) => {
          const text = e.text.trim();
          const hint = 'write a whole number from 0 to 100.';
          const isScore = /^\d+(\.\d+)?$/.test(text) && Number(text) <= 100;
          if (!isScore) return [at(e, `masteryscore is "${text}".`, hint)];
          if (/^\d+$/.test(text)) return [];
          const isFraction = Number(text) < 1;
          const message = isFraction
            ? `masteryscore is "${text}": less than one point of a hundred.`
            : `masteryscore is "${text}", which some systems cut.`;
          return [at(e, message, hint, isFraction ? 'warning' : 'note')];
        }),
  ),
  scormRule(
    {
      id: 'scorm-prerequisites',
      says: 'Prerequisites are an AICC script over identifiers of manifest items.',
      source: 'SCORM 1.2 CAM 2.3.2.5, AICC CMI001 5.3',
      severity: 'warning',
      protocols: ['scorm12'],
    },
    (root, at) => {
      const known = new Set(manifestItems(root).map((item) => token(item, 'identifier')));
      return withDescendants(root)
        .filter((e) => e.name === 'prerequisites' && isAdl(e.namespace))
        .flatMap((e) => {
          const typed = attribute(e, 'type') === 'aicc_script';
          const gone = identifiersIn(e.text).find((id) => !known.has(id));
          return [
            ...(typed
              ? []
              : [at(e, 'The prerequisites do not say that they are an AICC script.', 'add type="aicc_script".')]),
            ...(gone === undefined
              ? []
              : [at(e, `The prerequisites name "${gone}", which is no item.`, 'write the identifier of an <item>.')]),
          ];
        });
    },
  ),
  scormRule(
    {
      id: 'scorm-threshold',
      says: 'completionThreshold has the form of its edition: attributes in the 4th, text before.',
      source: 'SCORM 2004 4th CAM 3.4; 3rd CAM 3.4',
      severity: 'error',
      protocols: ['scorm2004'],
    },
    (root, at, pkg) => {
      const { edition } = kindOf(pkg.manifest);
      if (edition === null) return [];
      const inAttributes = edition === '2004 4th Edition';
      return withDescendants(root)
        .filter((e) => e.name === 'completionThreshold' && isAdl(e.namespace))
        .filter((e) => (e.text.trim() !== '') === inAttributes)
        .map((e) =>
          at(
            e,
            'completionThreshold is written in the form of another edition.',
            inAttributes
              ? 'use minProgressMeasure and completedByMeasure.'
              : "write the measure as the element's text.",
          ),
        );
    },
  ),
];

function wordsOf(pkg: Judged): { readonly elements: readonly string[]; readonly attributes: readonly string[] } {
  return pkg.manifest.protocol === 'scorm12' ? adlWords.scorm12 : adlWords.scorm2004;
}

/** ADL's namespaces of either version: adlcp, adlseq, adlnav. */
function isAdl(namespace: string): boolean {
  return /^http:\/\/www\.adlnet\.org\/xsd\/adl(cp|seq|nav)_/.test(namespace);
}

/** Attributes of ADL's namespaces that the standard does not have. Its own elements' attributes have no namespace. */
function unknownAttributes(element: XmlElement, known: readonly string[]): readonly string[] {
  return element.attributes.filter((a) => isAdl(a.namespace) && !known.includes(a.name)).map((a) => a.name);
}

/** Identifiers in a script such as `A1&(~B1|2*{C1,C2})`; in `A1="passed"` the status is none. */
function identifiersIn(script: string): readonly string[] {
  const plain = script.replace(/(=|<>)\s*("[^"]*"|\w+)/g, ' ').replace(/\d+\s*\*/g, ' ');
  return plain.split(/[\s&|~(){},*]+/).filter((word) => word !== '');
}

import { attribute, child, childrenNamed, token, withDescendants, type XmlElement } from '../read-xml.js';
import type { Rule } from '../rule.js';
import { scormRule } from './scorm-rule.js';

/** Namespace of SCORM 2004's sequencing. */
const sequencingNamespace = 'http://www.imsglobal.org/xsd/imsss';

function sequencings(root: XmlElement): readonly XmlElement[] {
  return withDescendants(root).filter((e) => e.name === 'sequencing' && e.namespace === sequencingNamespace);
}

function objectivesOf(sequencing: XmlElement): readonly XmlElement[] {
  const holder = child(sequencing, 'objectives');
  return holder ? holder.children.filter((c) => c.name === 'primaryObjective' || c.name === 'objective') : [];
}

/** Sequencing in SCORM 2004, as far as its schema does not see it (SCORM 2004 4th CAM 5.1). */
export const scormSequencingRules: readonly Rule[] = [
  scormRule(
    {
      id: 'scorm-map-info',
      says: 'No objective is mapped to a global one.',
      source: "mapInfo anywhere makes Moodle's import fail on PHP 8",
      severity: 'warning',
      protocols: ['scorm2004'],
    },
    (root, at) =>
      withDescendants(root)
        .filter((e) => e.name === 'mapInfo' && e.namespace === sequencingNamespace)
        .map((e) => at(e, 'The manifest has <mapInfo>.', 'leave global objectives out.')),
  ),
  scormRule(
    {
      id: 'scorm-sequencing-once',
      says: 'Each part of a sequencing is there once, and each activity has one sequencing.',
      source: 'SCORM 2004 4th CAM 5.1',
      severity: 'error',
      protocols: ['scorm2004'],
    },
    (root, at) => {
      const holders = withDescendants(root).filter((e) => e.name === 'item' || e.name === 'organization');
      const twice = (e: XmlElement): readonly XmlElement[] =>
        e.children.filter(
          (c, i) => c.namespace === sequencingNamespace && e.children.findIndex((o) => o.name === c.name) < i,
        );
      return [...holders, ...sequencings(root)]
        .flatMap(twice)
        .map((e) => at(e, `<${e.name}> is there twice.`, 'keep one of them.'));
    },
  ),
  scormRule(
    {
      id: 'scorm-objectives',
      says: 'Objectives hold exactly one primary one; ids are not blank and each there once.',
      source: 'SCORM 2004 4th CAM 5.1',
      severity: 'error',
      protocols: ['scorm2004'],
    },
    (root, at) =>
      sequencings(root).flatMap((sequencing) => {
        const holder = child(sequencing, 'objectives');
        if (holder === null) return [];
        const primaries = childrenNamed(holder, 'primaryObjective').length;
        const seen = new Set<string>();
        const ids = objectivesOf(sequencing).flatMap((o) => {
          const id = attribute(o, 'objectiveID');
          const needed = o.name === 'objective' || child(o, 'mapInfo') !== null;
          if (id === null) return needed ? [at(o, 'The objective has no objectiveID.', 'add one.')] : [];
          const wrong = id.trim() === '' || seen.has(id);
          seen.add(id);
          return wrong
            ? [at(o, `The objectiveID "${id}" is blank or there twice.`, 'give each objective an id of its own.')]
            : [];
        });
        return primaries === 1
          ? ids
          : [...ids, at(holder, `There are ${primaries} primary objectives.`, 'write exactly one.')];
      }),
  ),
  scormRule(
    {
      id: 'scorm-measure',
      says: 'Measures are numbers from -1 to 1, and one that is stated also decides.',
      source: 'SCORM 2004 4th CAM 5.1; without satisfiedByMeasure a passing score is only text',
      severity: 'error',
      protocols: ['scorm2004'],
    },
    (root, at) =>
      sequencings(root)
        .flatMap(objectivesOf)
        .flatMap((o) => {
          const measure = child(o, 'minNormalizedMeasure');
          if (measure === null) return [];
          const value = Number(measure.text);
          const wrong = measure.text.trim() === '' || Number.isNaN(value) || value < -1 || value > 1;
          return [
            ...(wrong ? [at(measure, `The measure is "${measure.text.trim()}".`, 'write a number from -1 to 1.')] : []),
            ...(attribute(o, 'satisfiedByMeasure') === 'true'
              ? []
              : [
                  at(
                    o,
                    'The objective states a measure that does not decide.',
                    'add satisfiedByMeasure="true", or leave the measure out.',
                    'note',
                  ),
                ]),
          ];
        }),
  ),
  scormRule(
    {
      id: 'scorm-sequencing-ref',
      says: 'IDRef names a sequencing of the collection, and only those have an ID.',
      source: 'SCORM 2004 4th CAM 5.1',
      severity: 'error',
      protocols: ['scorm2004'],
    },
    (root, at) => {
      const collection = child(root, 'sequencingCollection');
      const shared = collection ? childrenNamed(collection, 'sequencing') : [];
      const known = new Set(shared.map((s) => token(s, 'ID')));
      return sequencings(root).flatMap((s) => {
        const reference = token(s, 'IDRef');
        return [
          ...(reference === null || known.has(reference)
            ? []
            : [
                at(
                  s,
                  `The sequencing "${reference}" is not in the collection.`,
                  'write the ID of one in <sequencingCollection>.',
                ),
              ]),
          ...(token(s, 'ID') === null || shared.includes(s)
            ? []
            : [at(s, 'A sequencing outside the collection has an ID.', 'remove it.')]),
        ];
      });
    },
  ),
  scormRule(
    {
      id: 'scorm-sequencing-rule',
      says: 'A sequencing rule has conditions and one action.',
      source: 'SCORM 2004 4th CAM 5.1',
      severity: 'error',
      protocols: ['scorm2004'],
    },
    (root, at) =>
      withDescendants(root)
        .filter(
          (e) =>
            e.namespace === sequencingNamespace &&
            /^(preConditionRule|postConditionRule|exitConditionRule|rollupRule)$/.test(e.name),
        )
        .filter((e) => {
          const conditions = child(e, e.name === 'rollupRule' ? 'rollupConditions' : 'ruleConditions');
          const actions = e.children.filter((c) => c.name === 'ruleAction' || c.name === 'rollupAction');
          return conditions === null || conditions.children.length === 0 || actions.length !== 1;
        })
        .map((e) =>
          at(e, `<${e.name}> lacks conditions or has not one action.`, 'write its conditions first, then one action.'),
        ),
  ),
  scormRule(
    {
      id: 'scorm-objective-writes',
      says: 'No two objectives of an activity write the same thing to the same global objective.',
      source: 'SCORM 2004 4th CAM 5.1.7.3',
      severity: 'error',
      protocols: ['scorm2004'],
    },
    (root, at) =>
      sequencings(root).flatMap((sequencing) => {
        const seen = new Set<string>();
        // ADL's own mapInfo, of the 4th edition, writes scores and progress.
        const maps = withDescendants(sequencing).filter((e) => e.name === 'mapInfo');
        return maps.flatMap((map) =>
          map.attributes.flatMap(({ name: kind, value }) => {
            const target = attribute(map, 'targetObjectiveID') ?? '';
            if (!kind.startsWith('write') || value !== 'true') return [];
            const twice = seen.has(`${kind} ${target}`);
            seen.add(`${kind} ${target}`);
            const message = `A second objective sets ${kind} for "${target}".`;
            return twice ? [at(map, message, 'let one objective write it.')] : [];
          }),
        );
      }),
  ),
];

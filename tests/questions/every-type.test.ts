import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createEngine } from '../../src/html/engine.js';
import type { Behaviour } from '../../src/questions/behaviour.js';
import { behaviourOf, behaviours } from '../../src/questions/behaviours.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { checkElement } from '../../src/scorm/check-element.js';
import { spelledInteraction } from '../../src/scorm/spelled-interaction.js';
import { xapiResponse } from '../../src/xapi/response.js';

const templates = new URL('../../templates/', import.meta.url).pathname;
const types = questionDefinitions.map((definition) => definition.type);

/** A question of the type as its own manual shows it, compiled, with answers of every sort. */
function example(type: string) {
  const definition = questionDefinitions.find((one) => one.type === type);
  if (!definition) throw new Error(type);
  const authored: unknown = parse(definition.example);
  const fields = definition.schema.parse(authored);
  const compiled = definition.compile(fields, {
    questionId: 'q-example',
    salt: 'salt',
    inline: (text) => [text],
    image: (file) => file,
  });
  const behaviour: Behaviour = behaviourOf(type);
  return { definition, authored, compiled, behaviour, data: compiled.data };
}

/** Any encoded text a form or an old version may bring. */
const anything = fc.oneof(
  fc.string({ maxLength: 120, unit: 'binary' }),
  fc.stringMatching(/^[a-f1-6]{0,12}$/),
  fc.stringMatching(/^-?[0-9]{1,11}\.?[0-9]{0,8}$/),
  fc.constantFrom('t', 'f', 'aaa', 'bba', '3', '1'),
);

it('has a behaviour, a definition and a template for each type, and no more', () => {
  expect(Object.keys(behaviours).sort()).toEqual([...types].sort());
  const engine = createEngine([templates]);
  for (const type of types) expect(engine.has(`questions/${type}`), type).toBe(true);
  expect(() => behaviourOf('survey')).toThrow('survey');
});

describe.each(types)('%s', (type) => {
  const { definition, authored, compiled, behaviour, data } = example(type);
  const right = behaviour.decode(data, compiled.solution);
  const empty = behaviour.decode(data, '');

  it('has an example without a fault, in one sentence said', () => {
    expect(compiled.faults).toEqual([]);
    expect(definition.summary).toMatch(/\.$/);
    const feedback = definition.isScored
      ? { right: expect.any(String), wrong: expect.any(String) }
      : { any: expect.any(String) };
    expect(authored).toMatchObject({ type, feedback });
  });

  it('scores the right answer 1 and the empty one 0', () => {
    expect(behaviour.score(data, right)).toBe(1);
    expect(behaviour.score(data, empty)).toBe(0);
    expect(behaviour.isAnswered(data, right)).toBe(true);
    expect(behaviour.isComplete(data, right)).toBe(true);
    expect(behaviour.isAnswered(data, empty)).toBe(false);
    expect(behaviour.encode(data, empty)).toBe('');
  });

  it('shows nothing right before anybody has answered', () => {
    const shown = behaviour.read(data, behaviour.write(data, empty));
    expect(behaviour.encode(data, shown)).toBe('');
  });

  it('brings every answer back from its code and from its form', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const response = behaviour.decode(data, text);
        const code = behaviour.encode(data, response);
        expect(code).toMatch(/^(?:[A-Za-z0-9._-]|%[0-9A-F]{2})*$/);
        expect(behaviour.decode(data, code)).toEqual(response);
        expect(behaviour.read(data, behaviour.write(data, response))).toEqual(response);
        expect(code.length).toBeLessThanOrEqual(Math.max(behaviour.longest(data).length, code === '' ? 0 : 1));
      }),
      { numRuns: 500 },
    );
  });

  it('scores every answer from 0 to 1', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const score = behaviour.score(data, behaviour.decode(data, text));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('reports ids of one lower-case letter or digit, and only those of its parts (S4)', () => {
    const interaction = behaviour.interaction(data, right);
    const { choices, source, target, scale, steps } = compiled.components;
    const parts = [choices, source, target, scale, steps].flatMap((list) => (list ?? []).map((part) => part.id));
    for (const id of parts) expect(id).toMatch(/^[a-z0-9]$/);
    expect(new Set(parts).size).toBe(parts.length);
    if (interaction?.type === 'choice' || interaction?.type === 'sequencing') {
      for (const id of interaction.response) expect(parts).toContain(id);
    }
    if (interaction?.type === 'matching') {
      for (const pair of interaction.response) for (const id of pair) expect(parts).toContain(id);
    }
    if (interaction?.type === 'likert') expect(parts).toContain(interaction.response);
    if (interaction?.type === 'performance') {
      for (const [step] of interaction.response) expect(parts).toContain(step);
    }
    // A private type names no form of answer, for there is none to be told.
    expect(compiled.components.interactionType).toBe(interaction?.type ?? 'other');
  });

  it('is private in all its answers or in none', () => {
    const isPrivate = behaviour.interaction(data, empty) === undefined;
    fc.assert(
      fc.property(anything, (text) => {
        const interaction = behaviour.interaction(data, behaviour.decode(data, text));
        expect(interaction === undefined).toBe(isPrivate);
      }),
    );
    // Nobody is judged by what nobody is told.
    if (isPrivate) expect(definition.isScored).toBe(false);
  });

  it('says every answer in a form that SCORM 1.2, SCORM 2004 and xAPI take (8e, S7)', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const interaction = behaviour.interaction(data, behaviour.decode(data, text));
        if (!interaction) return;
        for (const [version, edition, element] of [
          ['scorm12', 'scorm12', 'student_response'],
          ['scorm2004', 'scorm2004-4', 'learner_response'],
        ] as const) {
          const spelled = spelledInteraction(version, interaction);
          const parts = [
            [element, spelled.response],
            ...spelled.patterns.map((one) => ['correct_responses.0.pattern', one]),
          ];
          for (const [name = '', value = ''] of parts.filter(([, one]) => one !== '')) {
            expect(checkElement(edition, `cmi.interactions.0.${name}`, value, spelled.type)).toBeNull();
          }
        }
        const { response, correct } = xapiResponse(interaction);
        const part = '[a-z0-9]';
        const forms: Readonly<Record<string, RegExp>> = {
          choice: new RegExp(`^${part}(\\[,\\]${part})*$`),
          sequencing: new RegExp(`^${part}(\\[,\\]${part})*$`),
          likert: new RegExp(`^${part}$`),
          performance: new RegExp(`^${part}\\[\\.\\]${part}(\\[,\\]${part}\\[\\.\\]${part})*$`),
          numeric: /^-?\d+(\.\d+)?(\[:\]-?\d+(\.\d+)?)?$/,
          matching: new RegExp(`^${part}\\[\\.\\]${part}(\\[,\\]${part}\\[\\.\\]${part})*$`),
        };
        for (const one of [...(response === undefined ? [] : [response]), ...correct])
          expect(one).toMatch(forms[interaction.type] ?? /./u);
      }),
      { numRuns: 200 },
    );
  });

  it('asks for feedback by keys that its options have', () => {
    const ids = JSON.stringify(compiled.view);
    for (const key of behaviour.feedbackKeys(data, right)) for (const id of key) expect(ids).toContain(`"${id}"`);
  });
});

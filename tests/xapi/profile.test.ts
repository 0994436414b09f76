import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { textAt } from '../../src/xapi/json.js';
import { profileDocument } from '../../src/xapi/profile/profile-document.js';
import { profilePage } from '../../src/xapi/profile/profile-page.js';
import { statementTemplates } from '../../src/xapi/profile/templates.js';
import { activityTypes, profileTerms, verbs } from '../../src/xapi/vocabulary.js';
import { projectRoot } from '../support/cpm.js';
import { valuesAt } from './template-match.js';

const curriculum: unknown = parse(await readFile(path.join(projectRoot, 'modules/curriculum.yaml'), 'utf8'));
const iriBase = textAt(curriculum, 'iriBase') ?? '';
const document = profileDocument(iriBase, textAt(curriculum, 'publisher') ?? '');
const terms = profileTerms(iriBase);

/** The rules of xAPI Profiles 1.0 for a document, as far as ours uses them: no other property, nothing empty. */
const iri = z.url();
const map = z.record(z.string(), z.string().min(1));
const inScheme = z.literal(terms.profile);
const extension = z.strictObject({
  id: iri,
  type: z.enum(['ContextExtension', 'ResultExtension']),
  inScheme,
  prefLabel: map,
  definition: map,
  recommendedVerbs: z.array(iri).min(1).optional(),
  inlineSchema: z.string(),
});
const resource = extension
  .omit({ recommendedVerbs: true })
  .extend({ type: z.literal('StateResource'), contentType: z.literal('application/json') });
const rule = z
  .strictObject({
    location: z.string().regex(/^\$/),
    presence: z.enum(['included', 'excluded', 'recommended']).optional(),
    any: z.array(z.unknown()).min(1).optional(),
    all: z.array(z.unknown()).min(1).optional(),
  })
  .refine(({ presence, any, all }) => presence ?? any ?? all, 'a rule says something');
const template = z.strictObject({
  id: iri,
  type: z.literal('StatementTemplate'),
  inScheme,
  prefLabel: map,
  definition: map,
  verb: iri,
  objectActivityType: iri,
  contextCategoryActivityType: z.array(iri).min(1),
  rules: z.array(rule).min(1),
});
const pattern = z
  .strictObject({
    id: iri,
    type: z.literal('Pattern'),
    primary: z.boolean(),
    inScheme,
    prefLabel: map,
    definition: map,
    alternates: z.array(iri).min(2).optional(),
    optional: iri.optional(),
    oneOrMore: iri.optional(),
    sequence: z.array(iri).min(2).optional(),
    zeroOrMore: iri.optional(),
  })
  .refine((p) => [p.alternates, p.optional, p.oneOrMore, p.sequence, p.zeroOrMore].filter((x) => x).length === 1);
const profile = z.strictObject({
  '@context': z.literal('https://w3id.org/xapi/profiles/context'),
  id: iri,
  type: z.literal('Profile'),
  conformsTo: z.literal('https://w3id.org/xapi/profiles#1.0'),
  prefLabel: map,
  definition: map,
  versions: z.array(z.strictObject({ id: iri, generatedAtTime: z.iso.datetime() })).min(1),
  author: z.strictObject({ type: z.literal('Organization'), name: z.string().min(1) }),
  concepts: z.array(z.union([extension, resource])),
  templates: z.array(template),
  patterns: z.array(pattern),
});

describe('our xAPI profile', () => {
  const read = profile.parse(document);

  it('is written down for programs and for people, as the code has it (vitest -u writes it anew)', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../docs/xapi-profile.jsonld');
    await expect(profilePage(iriBase)).toMatchFileSnapshot('../../docs/xapi-profile.md');
  });

  it('has ids of its own, each once, and a version that is not the profile itself', () => {
    const ids = [read.id, ...read.versions, ...read.concepts, ...read.templates, ...read.patterns].map((one) =>
      typeof one === 'string' ? one : one.id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith(iriBase))).toBe(true);
    expect(read.versions.map((v) => v.id)).toContain(terms.profile);
  });

  it('defines every identifier of our vocabulary, and JSON Schemas that are JSON', () => {
    const known = new Set([...read.concepts.map((c) => c.id), terms.profile, terms.modules]);
    for (const term of Object.values(terms)) expect(known, term).toContain(term);
    for (const { inlineSchema } of read.concepts) expect(JSON.parse(inlineSchema)).toMatchObject({ type: /./ });
  });

  it('has one template for every verb but voiding, told apart by the verb, with paths that programs understand', () => {
    const sent = Object.values(verbs).filter((v) => v !== verbs.voided);
    expect(read.templates.map((t) => t.verb).sort()).toEqual(sent.map((v) => v.id).sort());
    for (const t of read.templates) {
      expect(Object.values(activityTypes)).toContain(t.objectActivityType);
      for (const { location } of t.rules) expect(() => valuesAt({}, location)).not.toThrow();
    }
    expect(statementTemplates(terms)).toHaveLength(read.templates.length);
  });

  it('refers to patterns and templates that there are, in no circle, nothing optional inside alternates', () => {
    const templates = new Set(read.templates.map((t) => t.id));
    const patterns = new Map(read.patterns.map((p) => [p.id, p]));
    const partsOf = (id: string): readonly string[] => {
      const p = patterns.get(id);
      return [
        p?.alternates ?? [],
        p?.sequence ?? [],
        p?.optional ?? [],
        p?.oneOrMore ?? [],
        p?.zeroOrMore ?? [],
      ].flat();
    };
    const walk = (id: string, above: readonly string[]): void => {
      expect(above).not.toContain(id);
      expect(templates.has(id) || patterns.has(id), id).toBe(true);
      for (const part of partsOf(id)) walk(part, [...above, id]);
    };
    for (const { id, alternates } of read.patterns) {
      walk(id, []);
      for (const part of alternates ?? [])
        expect(patterns.get(part)?.optional ?? patterns.get(part)?.zeroOrMore).toBeUndefined();
    }
    expect(read.patterns.filter((p) => p.primary)).toHaveLength(1);
  });
});

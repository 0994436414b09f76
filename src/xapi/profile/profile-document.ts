import type { JsonObject } from '../json.js';
import { profileTerms, verbs } from '../vocabulary.js';
import { statementTemplates } from './templates.js';
import { type OwnWord, ownWords, type SentVerb } from './words.js';

/**
 * Our xAPI profile as JSON-LD (xAPI Profiles 1.0): made of the vocabulary that the learners' pages send with.
 * @param iriBase of the programme; ends in '/'
 * @param publisher its author, as `curriculum.yaml` names it
 */
export function profileDocument(iriBase: string, publisher: string): JsonObject {
  const terms = profileTerms(iriBase);
  const inScheme = terms.profile;
  const templateId = (name: SentVerb): string => `${iriBase}profile/templates/${name}`;
  const template = statementTemplates(terms).map(({ name, label, definition, ...form }) => ({
    id: templateId(name),
    type: 'StatementTemplate',
    inScheme,
    prefLabel: english(label),
    definition: english(definition),
    ...form,
  }));
  return {
    '@context': 'https://w3id.org/xapi/profiles/context',
    id: `${iriBase}profile`,
    type: 'Profile',
    conformsTo: 'https://w3id.org/xapi/profiles#1.0',
    prefLabel: english('CPM courseware'),
    definition: english(
      'What modules of child welfare training in the Core Practice Model tell a record store: the same statements from SCORM, cmi5 and xAPI packages.',
    ),
    versions: [{ id: inScheme, generatedAtTime: '2026-11-22T00:00:00Z' }],
    author: { type: 'Organization', name: publisher },
    concepts: ownWords(terms).map((word) => concept(word, inScheme)),
    templates: template,
    patterns: patterns(`${iriBase}profile/patterns/`, inScheme, templateId),
  };
}

function concept(word: OwnWord, inScheme: string): JsonObject {
  return {
    id: word.id,
    type: word.type,
    inScheme,
    prefLabel: english(word.label),
    definition: english(word.definition),
    ...(word.type === 'StateResource' ? { contentType: 'application/json' } : {}),
    ...(word.verbs ? { recommendedVerbs: word.verbs.map((name) => verbs[name].id) } : {}),
    inlineSchema: JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...word.schema }),
  };
}

/** A registration is one session after the other; a page that died did not say Terminated. */
function patterns(base: string, inScheme: string, templateId: (name: SentVerb) => string): readonly JsonObject[] {
  const within: readonly SentVerb[] = [
    ...(['experienced', 'answered', 'attempted', 'progressed'] as const),
    ...(['passed', 'failed', 'completed'] as const),
  ];
  const pattern = (name: string, label: string, definition: string, form: JsonObject): JsonObject => ({
    id: base + name,
    type: 'Pattern',
    primary: name === 'registration',
    inScheme,
    prefLabel: english(label),
    definition: english(definition),
    ...form,
  });
  return [
    pattern('registration', 'registration', 'All sessions of a registration, in the order of their timestamps.', {
      oneOrMore: `${base}session`,
    }),
    pattern('session', 'session', 'One launch up to its close.', {
      sequence: [templateId('initialized'), `${base}events`, `${base}end`],
    }),
    pattern('events', 'events', 'What happened in a session.', { zeroOrMore: `${base}event` }),
    pattern('event', 'event', 'One thing that happened.', { alternates: within.map(templateId) }),
    pattern('end', 'end', 'The end of a session, when the page could say so.', { optional: templateId('terminated') }),
  ];
}

function english(text: string): JsonObject {
  return { en: text };
}

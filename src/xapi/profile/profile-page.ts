import { profileTerms } from '../vocabulary.js';
import { statementTemplates, type TemplateRule } from './templates.js';
import { borrowedActivityTypes, borrowedExtensions, borrowedVerbs, ownWords } from './words.js';

/**
 * Our xAPI profile to be read by people, as Markdown: the same content as `profileDocument`.
 * @param iriBase of the programme; ends in '/'
 */
export function profilePage(iriBase: string): string {
  const terms = profileTerms(iriBase);
  const own = ownWords(terms);
  return `${[
    '# xAPI profile: what our packages tell a record store',
    'Every target (SCORM 1.2, SCORM 2004, cmi5, xAPI, web) sends the same statements. They are made in `src/xapi/statements.ts` from the words of `src/xapi/vocabulary.ts`; this page and [xapi-profile.jsonld](xapi-profile.jsonld) (xAPI Profiles 1.0) are made from the same words, and a test keeps all of them equal.',
    `A statement of ours is known by its category \`${terms.profile}\`. All its identifiers of our own start with \`${iriBase}\`.`,
    '## Verbs',
    table(
      ['Verb', 'Means here', 'IRI'],
      borrowedVerbs.map((w) => [w.label, w.definition, code(w.id)]),
    ),
    '## Activity types',
    table(
      ['Type', 'Means here', 'IRI'],
      borrowedActivityTypes.map((w) => [w.label, w.definition, code(w.id)]),
    ),
    '## Extensions and documents',
    table(
      ['Name', 'Kind', 'Means', 'Value', 'IRI'],
      [
        ...own.map((w) => [w.label, kinds[w.type], w.definition, code(JSON.stringify(w.schema)), code(w.id)]),
        ...borrowedExtensions.map((w) => [w.label, 'result extension of cmi5', w.definition, '', code(w.id)]),
      ],
    ),
    '## Statements',
    'A statement follows the template of its verb. Rules that all of them share are in the JSON-LD file; here is what each adds.',
    ...statementTemplates(terms).map(({ name, objectActivityType, rules }) =>
      [`### ${name}`, `Object: ${code(objectActivityType)}`, rules.slice(shared(terms)).map(ruleLine).join('\n')].join(
        '\n\n',
      ),
    ),
    ways,
  ].join('\n\n')}\n`;
}

const kinds = {
  ContextExtension: 'context extension',
  ResultExtension: 'result extension',
  StateResource: 'State document',
} as const;

/** How many rules stand before those that a template has for itself. */
function shared(terms: ReturnType<typeof profileTerms>): number {
  const [first, ...others] = statementTemplates(terms).map(({ rules }) => rules.map((rule) => JSON.stringify(rule)));
  return (first ?? []).findIndex((rule, n) => others.some((rules) => rules[n] !== rule));
}

function ruleLine({ location, presence, any, all }: TemplateRule): string {
  const values = (any ?? all)?.map((value) => JSON.stringify(value)).join(' or ');
  const is = { included: 'always', excluded: 'never', recommended: 'where known' }[presence ?? 'included'];
  return `- ${code(location)}: ${is}${values === undefined ? '' : `, ${values}`}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

const ways = `## How they travel

- **Inside the LMS**: by the launch of cmi5 or xAPI, or by a door that the LMS hands over in \`cmi.launch_data\`.
- **From SCORM, to the collector**: \`collector=<address ending in />&key=<id>:<secret>\` in \`cmi.launch_data\`. The learner is an
  account: the LMS's learner id at the LMS's origin. The registration is drawn in an attempt's first session and kept in its suspended state.
- Ids and times are fixed when a statement is made. It stands on the learner's disk (IndexedDB, without the actor and without any
  credential) until the record store has acknowledged it, 30 days at most, and is sent by later launches of the same place only: same record store,
  activity and learner, and the same registration (or, at the collector, the same package key).
- What the record store refuses as invalid (400) is set aside and noted in the run log. What it has already (409) has arrived. Everything
  else is tried again, less and less often, in order; one statement that gets 403 or 413 while others are taken is left for the next launch.
- **cmi5**: only the session that made a statement sends it. What a session could not send is kept in the State document *unsent statements*
  of the registration: as it closes, and again at the next launch from the same browser, which asks the record store first which of
  them it has. Passed, Failed and Completed are told again by the next session, under the same statement ids.`;

import { questionDefinitions } from '../questions/definitions.js';
import type { Block, BlockAttribute } from './blocks/block.js';
import { blocks } from './blocks/blocks.js';
import { faultCodes } from './fault.js';
import { fenced } from './manual/fenced.js';
import { fieldTable } from './manual/field-table.js';
import { firstModule } from './manual/first-module.js';
import { sharedFiles } from './manual/shared-files.js';
import { working } from './manual/working.js';
import { moduleSchema } from './schemas/module-schema.js';
import { questionSchema, questionsFileSchema } from './schemas/question-schema.js';

/** The author's manual (modules/README.md), made from the schemas, the blocks and the question types themselves. */
export function authorsManual(): string {
  return [start(), working(), moduleFile(), lessons(), blockPart(), questions(), sharedFiles(), faults()].join('\n\n');
}

function start(): string {
  return `# How to write a module

> Made from the module language's own schemas by \`npm run manual\`. Change those, not this file.

A module is one folder here, written in YAML and Markdown: no code and no registration. Its folder name is its id
(lower-case letters, digits, hyphens), which never changes: learning records refer to it. Folders that begin with
\`_\` or \`.\` are no modules.

## Start in a minute

1. Make a folder, for example \`modules/clear-words/\`, with these three files.
2. Run \`npx cpm check clear-words\`. Every fault is shown with its place and what to write instead.
3. Run \`npx cpm dev clear-words\` and write on: the page follows each save.

\`npx cpm new clear-words\` makes such a folder for you: it asks for title, audience and objectives, and marks a place for each of your words.

${Object.entries(firstModule)
  .map(([file, text]) => `\`${file}\`\n\n${fenced(file.endsWith('.md') ? 'md' : 'yaml', text)}`)
  .join('\n\n')}

\`cpm check\` says of this one only that two of its objectives are not measured by a question yet.

| In the folder | What it is |
|---|---|
| \`module.yaml\` | title, version, objectives, assessment, sources |
| \`lessons/01-<lesson-id>.md\` | the text, one file a lesson, in the order of the numbers; the number is no part of the id |
| \`questions/*.yaml\` | knowledge checks and the final assessment (optional) |
| \`media/*\` | images, films, recordings, captions, documents; file names of letters, digits, hyphens and points. Only what a page shows is packaged |
| \`README*\`, \`_*\` | notes to authors; the compiler passes them over |

All files are UTF-8. Where you stand in doubt, look at "A whole module" and copy its form.`;
}

function moduleFile(): string {
  return `## module.yaml\n\n${fieldTable(moduleSchema)}`;
}

function lessons(): string {
  return `## Lessons

${fenced(
  'md',
  `# Lesson title

## Page title

Text, *emphasis*, **strong words**, [links](https://example.org), lists, tables, > quotations, \`code\`.

### A heading inside the page

![Two people at a table](media/table.svg)

## Another page {% #another-page %}

See [the first page](#page-title).
`,
)}

- A lesson begins with its title (\`#\`), once. Each \`##\` begins a page: what the learner sees at once. 80 to 220 words a
  page and 2 to 4 pages a lesson read well.
- A page's id is made from its title (\`Page title\` becomes \`page-title\`), or written behind it. Ids are unique in the
  module. Bookmarks and records refer to them, so write the id before you change the title of a page in use.
- \`###\` to \`#####\` are headings inside a page; no level is skipped.
- A paragraph is a line or several; an empty line ends it. Headings, \`- \` and \`1. \` begin in the first column, and so do blocks; a list inside a
  list begins below the first letter of the entry that it belongs to.
- Images need a text that says what they show. An image that only decorates is a \`figure\` with \`alt=""\`.
- Links lead to \`https://\`, \`http://\`, \`mailto:\` or \`#page-id\`. Media lie in \`media/\`; nothing is loaded from outside.
- Raw HTML is refused. A comment \`<!-- like this -->\` is left out.`;
}

function blockPart(): string {
  return `## Blocks

A block is a tag, \`{% name attribute="value" %}\`, with its text, and \`{% /name %}\`; a block without text ends with \`/%}\`.
Each tag stands on a line of its own, except those that stand inside a sentence.

${[...blocks.values()]
  .filter((block) => block.partOf === undefined)
  .map(blockEntry)
  .join('\n\n')}`;
}

function blockEntry(block: Block): string {
  const own = blocks.get(block.parts?.name ?? '');
  const part = own?.partOf === block.name ? [`\`${own.name}\`: ${own.summary}`, attributeList(own), bodyRule(own)] : [];
  return [
    `### ${block.name}`,
    block.summary,
    attributeList(block),
    bodyRule(block),
    ...part,
    fenced('md', block.example),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function attributeList(block: Block): string {
  return Object.entries(block.attributes).map(attributeEntry).join('\n');
}

function attributeEntry([name, about]: readonly [string, BlockAttribute]): string {
  const words = about.values === undefined ? '' : ` ${about.values.map((value) => `\`${value}\``).join(', ')}.`;
  const rule =
    about.fallback === undefined ? 'required' : about.fallback === '' ? 'optional' : `left out: \`${about.fallback}\``;
  const shown = about.unnamed ? 'the value' : `\`${name}\``;
  return `- ${shown} (${rule}): ${about.description}${words}`;
}

function bodyRule(block: Block): string {
  const where = block.onlyOnPage ? 'Stands directly on a page, not inside another block.' : '';
  switch (block.body) {
    case 'none':
      return where;
    case 'list':
      return `Holds one list, each line beginning with \`- \`; no list inside a list. ${where}`.trim();
    case 'parts':
      return `Holds ${block.parts?.least} to ${block.parts?.most} \`${block.parts?.name}\` and nothing else. ${where}`.trim();
    case 'text':
      return `Holds text, lists and tables. ${where}`.trim();
    case 'text-and-media':
      return `Holds text, lists, tables, \`figure\`, \`video\`, \`audio\`, \`document\` and \`quote\`. ${where}`.trim();
  }
}

function questions(): string {
  return `## Questions

A file of \`questions/\` says where its questions belong, and lists them.

${fieldTable(questionsFileSchema)}

Every question has these fields, and those of its type. Texts of questions are inline Markdown: emphasis, links, code,
\`{% behavior ... /%}\` and \`{% source ... /%}\`; no images and no blocks.

${fieldTable(questionSchema)}

\`likert\`, \`long-text\` and \`practice-profile\` have no right answer: their \`feedback\` holds \`any\` alone, and they have no \`weight\`.

Each example below is one entry of the list: it goes as it stands, with its blanks, below \`questions:\` (see \`questions/checks.yaml\` in "A whole module").

${questionDefinitions.map((one) => `### ${one.type}\n\n${one.summary}\n\nKey: ${one.key}\n\n${fieldTable(one.schema)}\n\n${fenced('yaml', asEntry(one.example))}`).join('\n\n')}`;
}

function faults(): string {
  const rows = Object.entries(faultCodes).map(
    ([code, meaning]) => `| \`${code}\` | ${meaning.replaceAll('|', '\\|')} |`,
  );
  return `## Every fault

\`cpm check\` shows all faults at once. An error stops the build, a warning does not. The types of questions add faults of their own (\`question/...\`).

Advice (\`quality/...\`) can be silenced where it is wrong, with the reason: \`<!-- allow quality/term: a quotation from the law -->\` on the
line before in Markdown, \`# allow quality/negation: the rule itself is a prohibition\` in YAML. Before the first line of a lesson it counts for the
whole file.

| Code | Meaning |
|---|---|
${rows.join('\n')}
`;
}

/** A question as it stands in the list of its file. */
function asEntry(example: string): string {
  return example
    .trimEnd()
    .split('\n')
    .map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`.trimEnd())
    .join('\n');
}

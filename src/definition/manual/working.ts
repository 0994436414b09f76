import { wholeModule } from './whole-module.js';

/** The chapters on the work itself: commands, YAML, a whole module, translations. */
export function working(): string {
  return [commands(), yaml(), whole(), translations()].join('\n\n');
}

function commands(): string {
  return `## The commands

Type them in a terminal, in the folder of the clone (the one that holds \`modules/\`). Write the texts in an editor of plain text that
shows indentation; Word changes quotes and saves no plain text. Visual Studio Code, opened on the folder of the clone, offers an extension for YAML
that completes fields and underlines slips. \`npx cpm\` lists all commands, \`npx cpm check --help\` explains one.

| Command | What it does |
|---|---|
| \`npx cpm new family-meetings\` | begins the folder \`modules/family-meetings/\`; it asks for title, audience and objectives |
| \`npx cpm dev family-meetings\` | shows the module in the browser, at the address that it prints, and every fault at each save; Ctrl+C ends it |
| \`npx cpm check family-meetings\` | tells every fault: file, line, column, what is wrong, what to write |
| \`npx cpm build family-meetings\` | writes the packages to \`dist/packages/\`, one a standard: \`family-meetings-1.0.0-scorm12.zip\` and others. Nothing is written while there is an error |
| \`npx cpm build family-meetings --target scorm12\` | writes that one only; \`npx cpm targets\` says which LMS takes which |
| \`npx cpm import document --help\` | brings a Word document into a module; \`import questions\` brings questions of other tools |
| \`npx cpm translate export family-meetings --to es --out es.csv\` | writes all texts for a translator (see "Translations") |
| \`npx cpm coverage family-meetings\` | shows which objectives and items of the practice model are taught and asked where |`;
}

function yaml(): string {
  return `## YAML in seven rules

1. A line is \`field: value\`, with a blank after the colon.
2. What belongs to a field stands below it, two blanks further to the right. All fields of one block begin in the same column.
3. Indent by blanks, never by tabs.
4. An entry of a list begins with \`- \`; its other fields stand below the first letter after it. A list of words may stand in brackets: \`[Pat, Kim]\`.
5. A text with \`: \` in it, one that looks like a number, and one that begins with a special character need quotes.
6. Quotes are straight (\`"\`), not typographic (\`“ ”\`). Inside straight quotes typographic ones may stand.
7. \`true\`, \`false\` and numbers that are no texts stand without quotes.

| Not so | But so |
|---|---|
| \`title: Meetings: the start\` | \`title: "Meetings: the start"\` |
| \`version: 1.10\` | \`version: "1.10.0"\` |
| \`title: “Meetings”\` | \`title: Meetings\` |
| \`audience: social workers\` | \`audience: [social workers]\` |
| \`passing-score: 80%\` | \`passing-score: 80\` |
| \`correct: yes\` | \`correct: true\` |

In the tables below, a point leads into a block and \`[]\` into each entry of a list: \`assessment.passing-score\` is \`passing-score:\` two blanks to
the right below \`assessment:\`, and \`glossary[].term\` is \`term:\` in each entry of \`glossary:\`. The whole module shows both.`;
}

function whole(): string {
  const files = Object.entries(wholeModule).map(
    ([file, text]) => `\`${file}\`\n\n\`\`\`${file.endsWith('.md') ? 'md' : 'yaml'}\n${text.trimEnd()}\n\`\`\``,
  );
  return `## A whole module

Three lessons, an image, a term, two checks and a final test that draws one question of each objective. To follow it:

1. Make the folder \`modules/family-meetings/\` with the folders \`lessons\`, \`questions\` and \`media\`, in small letters.
2. Copy the image into \`media\` and call it \`table.svg\`: letters, digits, hyphens and points, no blanks, and the same capitals as in the text.
3. Write the files below. Lessons are numbered \`01-\`, \`02-\` and so on, and no number stands twice.
4. Run \`npx cpm check family-meetings\`, mend what it tells, and run it again until it says "No faults". It also says how many \`minutes:\` the text takes.
5. Look at it with \`npx cpm dev family-meetings\`.
6. Run \`npx cpm build family-meetings\`, and bring the zip for your LMS from \`dist/packages/\` to it.

A test needs more questions than it draws, else every try asks the same. \`review:\` is the id of a page: its title in small letters with
hyphens, \`ask-first\` for \`## Ask first\`.

${files.join('\n\n')}`;
}

function translations(): string {
  return `## Translations

A file's translation stands beside it, with the language before the ending: \`lessons/01-before.es.md\`, \`module.es.yaml\`,
\`questions/final.es.yaml\`. A hyphen will not do: \`01-before-es.md\` would be a lesson of its own.

1. \`npx cpm translate export family-meetings --to es --out es.csv\` writes every text to a sheet; \`--out es.xlf\` writes it for translators' tools.
2. Fill in the column \`target\`, in a spreadsheet. Leave tags \`{% ... %}\` and addresses as they are. Save it as CSV in UTF-8.
3. \`npx cpm translate import es.csv\` makes the files, or says why not. What is not yet translated stays in the first language and is told as a warning.
4. When all is translated, write \`languages: [es]\` into \`module.yaml\`: packages then hold both languages, and learners switch. From then on a
   missing text is an error.

Where learners type an answer, each language has accepted answers of its own: \`answers:\` of the translated question, as many as it needs. In
the sheet they stand in one cell with \`|\` between them. An answer is judged by the language that was shown when it was typed, also after
the learner has switched. Until a translation has answers those of the first language count, and \`cpm check\` warns.

One lesson can be translated by hand too: copy it to \`01-before.es.md\` and translate its words, not its tags, ids and addresses; every
paragraph keeps its place. Then \`npx cpm translate accept family-meetings --to es\` notes from which text it was made, so that \`cpm check\` tells
when the first language changes.`;
}

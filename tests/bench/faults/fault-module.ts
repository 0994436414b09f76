import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../../support/cpm.js';

/** The module that the matrix plays: four pages, a check, three questions, so that a cell takes seconds. */
export const faultModule: {
  readonly id: string;
  /** Headings in order. */
  readonly pages: readonly string[];
  /** Ids in order. */
  readonly questions: readonly string[];
  readonly right: string;
  readonly assessment: string;
  readonly passed: string;
} = {
  id: 'fault-matrix',
  pages: ['First page', 'Second page', 'Third page', 'Fourth page'],
  questions: ['q-one', 'q-two', 'q-three'],
  /** Text of the right option of every question. */
  right: 'This is the right one',
  assessment: 'Final assessment',
  /** Heading of the result when all was right. */
  passed: 'You passed',
};

/** Writes a `modules` folder with this module alone. @returns its path */
export async function writeFaultModule(folder: string): Promise<string> {
  const modules = path.join(folder, 'modules');
  const at = path.join(modules, faultModule.id);
  await mkdir(modules, { recursive: true });
  for (const name of ['curriculum.yaml', '_practice-model'])
    await cp(path.join(projectRoot, 'modules', name), path.join(modules, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(at, name)), { recursive: true });
    await writeFile(path.join(at, name), text);
  }
  return modules;
}

const objectives = ['one', 'two', 'three'];

function question(id: string, objective: string, review: string): string {
  return `  - id: ${id}
    type: single-choice
    title: Question ${id}
    text: Which one is right?
    objective: ${objective}
${review}    feedback:
      right: It is.
      wrong: Read the page again.
    options:
      - text: ${faultModule.right}
        correct: true
      - text: This is another one
`;
}

const files: Readonly<Record<string, string>> = {
  'module.yaml': `title: Fault matrix
version: "1.0.0"
language: en
summary: Four pages and three questions.
minutes: 2
audience: [social workers]
practice-model: "2016"
objectives:
${objectives.map((id) => `  - id: ${id}\n    text: Name the right one of two, part ${id}\n`).join('')}assessment:
  passing-score: 80
  tries: 3
completion: pages-and-pass
contributors: [CPM courseware project]
`,
  'lessons/01-first.md': '# First\n\n## First page\n\nA text.\n\n## Second page\n\nA text.\n\n{% check "k-one" /%}\n',
  'lessons/02-second.md': '# Second\n\n## Third page\n\nA text.\n\n## Fourth page\n\nA text.\n',
  'questions/checks.yaml': `use: check\nquestions:\n${question('k-one', 'one', '')}`,
  'questions/assessment.yaml': `use: assessment\nquestions:\n${faultModule.questions
    .map((id, i) => question(id, objectives[i] ?? 'one', '    review: first-page\n'))
    .join('')}`,
};

import { type Command, Option } from 'commander';
import type { DocumentOptions } from './import-document.js';
import type { QuestionsOptions } from './import-questions.js';
import type { Io } from './io.js';

/** `cpm import questions|document`: brings what exists into a module. */
export function addImportVerbs(parent: Command, io: Io): void {
  const verb = (name: string, description: string) =>
    parent.command(name).description(description).copyInheritedSettings(parent).helpOption('--help', 'show help');

  verb('questions', 'bring questions from GIFT, Aiken, Moodle XML, QTI 2.1, QTI 3 or CSV into a module; docs/import.md')
    .argument('<file>', 'the file as the other program exported it')
    .requiredOption('--module <id>', 'the module that they are for')
    .addOption(
      new Option('--use <use>', 'knowledge checks, or questions of the assessment')
        .choices(['check', 'assessment'])
        .default('check'),
    )
    .option('--objective <id>', 'objective of the module that they measure (none: to be chosen for each)')
    .option('--out <file>', 'file to write (default: questions/<name>.yaml of the module)')
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .action(async (file: string, options: QuestionsOptions) =>
      (await import('./import-questions.js')).importQuestions(io, file, options),
    );

  verb('document', 'make lessons of a Word file: headings, lists, tables, links, images; docs/import.md')
    .argument('<file>', 'a .docx')
    .requiredOption('--module <id>', 'the module that they are for')
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .action(async (file: string, options: DocumentOptions) =>
      (await import('./import-document.js')).importDocument(io, file, options),
    );
}

import type { Command } from 'commander';
import type { StoryboardOptions } from './export-storyboard.js';
import type { Io } from './io.js';

/** `cpm export storyboard`: a module on paper. */
export function addExportVerbs(parent: Command, io: Io): void {
  parent
    .command('storyboard')
    .description(
      'write a module as a Word file or a PDF: for reviewers and participants, or for trainers with all answers',
    )
    .copyInheritedSettings(parent)
    .helpOption('--help', 'show help')
    .argument('<module>', 'id of the module')
    .requiredOption('--out <file>', 'the .docx or .pdf to write')
    .option('--trainer', 'the guide for trainers: right answers, feedback, objectives')
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .action(async (id: string, options: StoryboardOptions) =>
      (await import('./export-storyboard.js')).exportStoryboard(io, id, options, new Date()),
    );
}

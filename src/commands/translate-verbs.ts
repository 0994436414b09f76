import { type Command, Option } from 'commander';
import type { Io } from './io.js';

interface ExportOptions {
  readonly to: string;
  readonly out: string;
  readonly format?: 'xliff' | 'csv';
  readonly changed?: boolean;
  readonly modules?: string;
}

/** The verbs of `cpm translate`. */
export function addTranslateVerbs(translate: Command, io: Io): void {
  const verb = (name: string, description: string): Command =>
    translate
      .command(name)
      .description(description)
      .copyInheritedSettings(translate)
      .showHelpAfterError(`Try: cpm translate ${name} --help`)
      .helpOption('--help', 'show help');
  const modules = (): Option => new Option('--modules <dir>', 'folder of the modules (default: modules of the clone)');

  verb('export', "write a module's texts to a file for a translator, with the translations there are")
    .argument('<module>', 'id of the module; curriculum for the titles of programmes')
    .requiredOption('--to <language>', 'language of the translation, as a tag: es')
    .requiredOption('--out <file>', 'the file to write: .xlf or .csv')
    .addOption(
      new Option(
        '--format <form>',
        "xliff (2.1) for translators' tools, csv for spreadsheets (default: by the file's ending)",
      ).choices(['xliff', 'csv']),
    )
    .option('--changed', 'only what is new, or has changed in the source since it was translated')
    .addOption(modules())
    .action(async (module: string, options: ExportOptions) =>
      (await import('./translate.js')).exportTranslation(io, module, options),
    );

  verb('import', 'put a file that a translator sent back into the module, or refuse it whole')
    .argument('<file>', 'the .xlf or .csv')
    .addOption(modules())
    .action(async (file: string, options: { modules?: string }) =>
      (await import('./translate.js')).importTranslation(io, file, options),
    );

  verb('accept', "say that a module's translation is up to date with its source")
    .argument('<module>', 'id of the module; curriculum for the titles of programmes')
    .requiredOption('--to <language>', 'language of the translation, as a tag: es')
    .addOption(modules())
    .action(async (module: string, options: { to: string; modules?: string }) =>
      (await import('./translate.js')).acceptTranslation(io, module, options),
    );
}

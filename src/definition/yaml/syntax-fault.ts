import type { ErrorCode, YAMLError } from 'yaml';
import type { Diagnostic, Place } from '../../diagnostics.js';
import { type FaultCode, fault } from '../fault.js';
import type { SourceText } from '../source-text.js';
import { withoutTypographicQuotes } from './typographic-quotes.js';

interface Words {
  readonly code?: FaultCode;
  readonly message: string;
  readonly hint: string;
}

/** A syntax error of the YAML parser in an author's words. */
export function syntaxFault(source: SourceText, error: YAMLError): Diagnostic {
  const index = source.at(error.pos[0]).line - 1;
  const line = source.line(index);
  const deeper = indentedTooFar(source, index, error);
  if (deeper !== undefined) return deeper;
  const words = special(line, source.line(index + 1), error) ?? table[error.code];
  return fault(words.code ?? 'yaml/syntax', placeOf(source, line, error), words.message, words.hint);
}

/** The parser points at where it stumbled; an author looks for what was opened, or for the word. */
function placeOf(source: SourceText, line: string, error: YAMLError): Place {
  const at = error.pos[0];
  if (error.code === 'DUPLICATE_KEY') return source.at(at, keyLength(line));
  if (isUneven(error)) return source.at(at + Math.max(0, line.search(/\S/)));
  const opened = openedBy(error);
  if (opened === undefined) return source.at(at);
  const before = source.text.lastIndexOf(opened, at - 1);
  return source.at(before === -1 ? at : before);
}

function openedBy(error: YAMLError): string | undefined {
  if (error.code === 'MISSING_CHAR' && error.message.includes('quote')) return error.message.includes('"') ? '"' : "'";
  if (error.code !== 'BAD_INDENT' || !error.message.startsWith('Flow')) return undefined;
  return error.message.trimEnd().endsWith(']') ? '[' : '{';
}

/** True where a line begins in no column of the lines that it belongs to. */
function isUneven(error: YAMLError): boolean {
  return (
    (error.code === 'MISSING_CHAR' && error.message.includes('Sequence item')) ||
    (error.code === 'BAD_INDENT' && !error.message.startsWith('Flow'))
  );
}

/** A field that begins further to the right than the one above it, which holds a text: `title: A`, then `  minutes: 5`. */
function indentedTooFar(source: SourceText, index: number, error: YAMLError): Diagnostic | undefined {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY' && error.code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
  const above = fieldOf(source.line(index));
  const next = fieldOf(source.line(index + 1));
  if (above === undefined || next === undefined || above.value.includes(': ') || next.column <= above.column)
    return undefined;
  return fault(
    'yaml/syntax',
    source.at(source.offset(index + 1, next.column), next.name.length),
    `\`${next.name}\` is indented further than \`${above.name}\` above it, as if it were a part of its text.`,
    `begin \`${next.name}:\` below the first letter of \`${above.name}:\` (delete ${next.column - above.column} blank${next.column - above.column === 1 ? '' : 's'})`,
  );
}

interface WrittenField {
  readonly name: string;
  /** Where the name begins, from 0; behind the `- ` of a list. */
  readonly column: number;
  readonly value: string;
}

function fieldOf(line: string): WrittenField | undefined {
  const [, lead, name, value] = /^(\s*(?:- +)?)([\w-]+):(?: +(.*?))?\s*$/.exec(line) ?? [];
  return lead === undefined || name === undefined ? undefined : { name, column: lead.length, value: value ?? '' };
}

/** Slips that the parser's code alone does not tell apart. */
function special(line: string, next: string, error: YAMLError): Words | undefined {
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' || error.code === 'MULTILINE_IMPLICIT_KEY') {
    const quoted = inQuotes(line);
    if (quoted !== undefined) return quoted;
  }
  if (error.code === 'MISSING_CHAR' && error.message.includes('quote')) {
    return {
      message: 'A quote is opened here and never closed.',
      hint: 'end the text with the same quote that begins it',
    };
  }
  if (error.code === 'BAD_INDENT' && error.message.startsWith('Flow')) {
    const close = error.message.trimEnd().slice(-1);
    return { message: 'A bracket is opened here and never closed.', hint: `write the missing \`${close}\`` };
  }
  if (isUneven(error)) return indent;
  const entry = /^\s*- (?!.*: )(\S.*?)\s*$/.exec(line)?.[1];
  if (error.code === 'MULTILINE_IMPLICIT_KEY' && entry !== undefined && fieldOf(next) !== undefined) {
    return {
      message: 'This entry of a list is a text, and the next line gives it a field.',
      hint: `write the name of its field before the text too, for example \`- text: ${entry}\``,
    };
  }
  if (error.code === 'MULTILINE_IMPLICIT_KEY' && !line.includes(':')) {
    return {
      message: 'This line is neither `field: value` nor a part of the text above it.',
      hint: 'write a colon and a blank after the name of the field, or indent the line if it continues a text',
    };
  }
  if (error.code === 'UNEXPECTED_TOKEN' && error.message.includes('node end')) {
    return {
      message: 'Text goes on after the closing quote.',
      hint: "put the whole value between quotes; inside '...' write '' for one ', inside \"...\" write \\\" for one \"",
    };
  }
  if (error.code === 'UNEXPECTED_TOKEN' && error.message.includes('block-seq-ind')) {
    return {
      message: 'A list begins on the line of its field.',
      hint: 'begin the list on the next line, indented, each entry with `- `',
    };
  }
  return undefined;
}

/** The line put right, where a `: ` in its text, or typographic quotes around it, keep YAML from reading it. */
function inQuotes(line: string): Words | undefined {
  const field = fieldOf(line);
  if (field === undefined || !field.value.includes(': ') || /^["'[{|>]/.test(field.value)) return undefined;
  const bare = withoutTypographicQuotes(field.value);
  const right = bare.includes('"') ? `'${bare.replaceAll("'", "''")}'` : `"${bare}"`;
  return bare === field.value
    ? {
        message: colon.message.replace(/; or .*/, '.'),
        hint: `put the whole text between quotes: \`${field.name}: ${right}\``,
      }
    : {
        message: 'Typographic quotes stand around this text; YAML knows only straight ones.',
        hint: `write straight quotes: \`${field.name}: ${right}\``,
      };
}

function keyLength(line: string): number {
  return /[^\s:{,]+(?=\s*:)/.exec(line)?.[0].length ?? 1;
}

const colon: Words = {
  message:
    'A second `: ` stands in this line, so YAML cannot tell where the value begins; or the next lines are indented too far.',
  hint: 'put the whole text between quotes, or indent the lines alike',
};
const indent: Words = {
  message: 'This line is not indented like the lines that it belongs to.',
  hint: 'begin all fields of one block in the same column, with as many blanks as the first of them has',
};
const reserved: Words = {
  message: 'This character has a meaning of its own in YAML and cannot begin a text.',
  hint: 'put the whole text between quotes',
};
const anchors: Words = {
  code: 'yaml/aliases',
  message: 'This YAML anchor or alias cannot be read.',
  hint: 'write the text out instead of referring to it, or put a text that begins with & or * between quotes',
};
const tag: Words = {
  code: 'yaml/tag',
  message: 'A YAML tag stands here.',
  hint: 'delete the tag, or put a text that begins with ! between quotes',
};
const key: Words = {
  message: 'The name of this field cannot be read.',
  hint: 'write `field: value`, with a plain word before the colon',
};

const table: Readonly<Record<ErrorCode, Words>> = {
  ALIAS_PROPS: anchors,
  BAD_ALIAS: anchors,
  MULTIPLE_ANCHORS: anchors,
  BAD_DIRECTIVE: reserved,
  BAD_DQ_ESCAPE: {
    message: 'This backslash sequence is not known in YAML.',
    hint: 'write \\\\ for a backslash, or put the text between single quotes',
  },
  BAD_INDENT: indent,
  BAD_PROP_ORDER: key,
  BAD_SCALAR_START: reserved,
  BLOCK_AS_IMPLICIT_KEY: colon,
  BLOCK_IN_FLOW: indent,
  DUPLICATE_KEY: {
    code: 'yaml/duplicate-key',
    message: 'This field stands twice in the same block.',
    hint: 'keep one of the two',
  },
  IMPOSSIBLE: key,
  KEY_OVER_1024_CHARS: key,
  MISSING_CHAR: {
    message: 'Something is missing here: a colon, a quote, or the `- ` of a list entry.',
    hint: 'compare the line with the ones around it',
  },
  MULTILINE_IMPLICIT_KEY: colon,
  MULTIPLE_DOCS: {
    message: 'A line of three dashes begins a second document.',
    hint: 'delete the line; one file holds one document',
  },
  MULTIPLE_TAGS: tag,
  NON_STRING_KEY: key,
  RESOURCE_EXHAUSTION: { message: 'This file is nested too deeply to be read.', hint: 'write it with fewer levels' },
  TAB_AS_INDENT: {
    code: 'yaml/tab',
    message: 'A tab stands in the indentation; YAML takes only blanks.',
    hint: 'replace each tab by two blanks',
  },
  TAG_RESOLVE_FAILED: tag,
  UNEXPECTED_TOKEN: {
    message: 'YAML does not expect this here.',
    hint: 'put a text with special characters between quotes, and compare the line with the ones around it',
  },
  BAD_COLLECTION_TYPE: indent,
};

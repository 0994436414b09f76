import type * as z from 'zod';
import { describeField } from '../yaml/describe-field.js';
import type { Path } from '../yaml/read-yaml.js';

/** The fields of a schema as a Markdown table, blocks and lists opened. Fields of list entries are named `list[].field`. */
export function fieldTable(schema: z.ZodObject): string {
  return ['| Field | Value | Meaning |', '|---|---|---|', ...rows(schema, [], '')].join('\n');
}

function rows(schema: z.ZodObject, path: Path, prefix: string): string[] {
  return describeField(schema, path).fields.flatMap((name) => {
    const here = [...path, name];
    const field = describeField(schema, here);
    const example = field.example === undefined ? '' : ` Example: \`${field.example}\``;
    const fallback =
      field.fallback === undefined || typeof field.fallback === 'object'
        ? ''
        : ` Left out: \`${String(field.fallback)}\`.`;
    const optional = field.required ? '' : ' (optional)';
    const row = `| \`${prefix}${name}\`${optional} | ${cell(field.must)} | ${cell(`${field.description}${fallback}${example}`)} |`;
    const inner = field.isBlock
      ? rows(schema, here, `${prefix}${name}.`)
      : field.isList
        ? rows(schema, [...here, 0], `${prefix}${name}[].`)
        : [];
    return [row, ...inner];
  });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}

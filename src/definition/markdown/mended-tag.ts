import { Tokenizer } from '@markdoc/markdoc';
import { blocks } from '../blocks/blocks.js';

/**
 * A tag that cannot be read, as its author most likely meant it: straight quotes for typographic ones, quotes where
 * they were forgotten, no blanks around `=`. Undefined when it could still not be read.
 */
export function mendedTag(written: string): string | undefined {
  const [, lead = '', inside = '', end = ''] = /^\{%\s*(\/?)\s*(.*?)\s*(\/?\s*%\})$/s.exec(written) ?? [];
  const [, name, rest = ''] = /^([\w-]+)\s*(.*)$/s.exec(inside) ?? [];
  if (name === undefined) return undefined;
  const slash = end.startsWith('/') ? ' /%}' : ' %}';
  const values = attributesOf(name, rest);
  if (values === undefined) return undefined;
  const mended = `{% ${lead}${name}${lead === '' && values !== '' ? ` ${values}` : ''}${slash}`;
  return mended !== written && isReadable(mended) ? mended : undefined;
}

/** The attributes written as they must be; undefined when it is not clear where one ends. */
function attributesOf(name: string, rest: string): string | undefined {
  const straight = rest.replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"').trim();
  if (straight === '') return '';
  if (!/=/.test(straight)) {
    const takesValue = Object.values(blocks.get(name)?.attributes ?? {}).some(({ unnamed }) => unnamed === true);
    return takesValue ? quoted(straight) : undefined;
  }
  const found = [
    ...straight.matchAll(/([\w-]+)\s*=\s*("[^"]*"|'[^']*'|\u2018[^\u2019]*\u2019|[^"'=]+?)(?=\s+[\w-]+\s*=|\s*$)/g),
  ];
  if (
    found
      .map(([all]) => all)
      .join('')
      .replace(/\s/g, '') !== straight.replace(/\s/g, '')
  )
    return undefined;
  return found.map(([, key = '', value = '']) => `${key}=${quoted(value)}`).join(' ');
}

function quoted(value: string): string {
  return `"${value.trim().replace(/^["'\u2018]|["'\u2019]$/g, '')}"`;
}

function isReadable(tag: string): boolean {
  const tokens = new Tokenizer({ html: true }).tokenize(tag);
  return [...tokens, ...tokens.flatMap(({ children }) => children ?? [])].every(({ type }) => type !== 'error');
}

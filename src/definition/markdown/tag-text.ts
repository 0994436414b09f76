/** A tag as it stands in a text, from `{%` to `%}`; to the end of the line when it never ends. */
export function tagText(text: string, offset: number): string {
  let quoted = false;
  for (let at = offset; at < text.length; at += 1) {
    const char = text[at];
    if (quoted && char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && text.startsWith('%}', at)) return text.slice(offset, at + 2);
  }
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end === -1 ? undefined : end);
}

/** Offset of an attribute's name in a text, or of the tag when it is not found there. */
export function attributeOffset(text: string, offset: number, name: string): number {
  const tag = tagText(text, offset);
  if (name === 'primary') {
    const value = /^\{%\s*[\w-]+\s+/.exec(tag);
    return value ? offset + value[0].length : offset;
  }
  const bare = tag.replace(/"(?:[^"\\]|\\.)*"/g, (value) => '"'.repeat(value.length));
  const found =
    new RegExp(`\\s${name}\\s*=`).exec(bare) ??
    (name === 'id' ? /\s#/.exec(bare) : name === 'class' ? /\s\./.exec(bare) : null);
  return found ? offset + found.index + 1 : offset;
}

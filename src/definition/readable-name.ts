/** A file name that every system takes, near to a given one: `Table Photo (1).PNG` is `Table-Photo-1.PNG`. */
export function readableName(name: string): string {
  const at = name.lastIndexOf('.');
  const [stem, ending] = at > 0 ? [name.slice(0, at), name.slice(at)] : [name, ''];
  const plain = stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._]+/g, '-')
    .replace(/^[-.]+|-+$/g, '');
  return `${plain === '' ? 'file' : plain}${ending.replace(/[^A-Za-z0-9.]+/g, '')}`;
}

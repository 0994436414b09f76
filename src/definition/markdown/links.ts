import { readableName } from '../readable-name.js';
import { suggest } from '../suggest.js';
import type { Slip } from './slip.js';

/** What a link or a media path leads to, or what is wrong with it. */
export type Target =
  | { readonly kind: 'web'; readonly href: string }
  | { readonly kind: 'page'; readonly id: string }
  | { readonly kind: 'media'; readonly path: string }
  | { readonly kind: 'wrong'; readonly slip: Pick<Slip, 'code' | 'message' | 'hint'> };

/** A link that a reader follows: the web, a letter, or a page of this module; nothing else. */
export function linkTarget(href: string): Target {
  if (/^#./.test(href)) return { kind: 'page', id: decoded(href.slice(1)) };
  if (/^https?:\/\//i.test(href) && URL.canParse(href)) return { kind: 'web', href };
  if (/^mailto:[^@\s]+@[^@\s]+$/i.test(href)) return { kind: 'web', href };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1];
  return {
    kind: 'wrong',
    slip: {
      code: 'link/address',
      message: href === '' || href === '#' ? 'This link leads nowhere.' : `This link leads to \`${decoded(href)}\`.`,
      hint:
        scheme === undefined || /^(https?|mailto)$/i.test(scheme)
          ? 'write a whole address (https://...), mailto:name@example.org, or #page-id for a page of this module'
          : `\`${scheme}:\` is not allowed; write https://..., mailto:... or #page-id`,
    },
  };
}

const endings = {
  image: ['svg', 'png', 'jpg', 'jpeg', 'webp'],
  video: ['mp4'],
  audio: ['mp3', 'm4a'],
  document: ['pdf'],
  captions: ['vtt'],
} as const;

/**
 * A file of the module's media folder.
 * @param src as written; a path that Markdown has percent-encoded is decoded
 * @param names what is in the folder
 */
export function mediaTarget(src: string, kind: keyof typeof endings, names: ReadonlySet<string>): Target {
  const path = decoded(src);
  const name = /^media\/([^/\\]+)$/.exec(path)?.[1];
  if (name === undefined || name.startsWith('.')) {
    const bare = path.split(/[/\\]/).at(-1) ?? '';
    return wrong(
      'media/path',
      /^[a-z][a-z0-9+.-]*:/i.test(path)
        ? `\`${path}\` is not in the module; nothing is loaded from outside a package.`
        : `\`${path}\` is not a file of the folder \`media\`.`,
      names.has(bare)
        ? `did you mean \`media/${bare}\`?`
        : 'put the file into the folder `media` of the module and write `media/<file name>`',
    );
  }
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    return wrong(
      'media/path',
      `The file name \`${name}\` holds a blank or another character that some systems do not take.`,
      `rename the file to \`${readableName(name)}\`, and write \`media/${readableName(name)}\``,
    );
  }
  if (!names.has(name)) return missing(name, names);
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const allowed: readonly string[] = endings[kind];
  if (!allowed.includes(ending)) {
    return wrong(
      'media/kind',
      `\`media/${name}\` is not a file for this place.`,
      `use a file that ends in ${allowed.map((one) => `.${one}`).join(', ')}`,
    );
  }
  return { kind: 'media', path: `media/${name}` };
}

function missing(name: string, names: ReadonlySet<string>): Target {
  const message = `There is no file \`media/${name}\` in this module.`;
  // One that was copied here as it was called elsewhere can't be named in a text before it is renamed.
  const meant = [...names].find((one) => one !== readableName(one) && nearly(readableName(one)) === nearly(name));
  if (meant !== undefined) return wrong('media/missing', message, `rename the file \`${meant}\` to \`${name}\``);
  const known = [...names].filter((one) => /^[A-Za-z0-9._-]+$/.test(one)).map((one) => `media/${one}`);
  return wrong(
    'media/missing',
    message,
    suggest(`media/${name}`, known, 'put the file into the folder `media` of the module'),
  );
}

function nearly(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9.]/g, '');
}

function wrong(code: Slip['code'], message: string, hint: string): Target {
  return { kind: 'wrong', slip: { code, message, hint } };
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

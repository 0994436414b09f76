import path from 'node:path';

/**
 * The style sheets of the server's pages, in the order in which they build on each other.
 * @param templates the folder
 */
export function pageStyles(templates: string): readonly string[] {
  return ['tokens', 'base', 'course', 'server', 'reports', 'stand-in'].map((name) =>
    path.join(templates, 'css', `${name}.css`),
  );
}

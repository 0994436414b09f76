import { element } from '../element.js';

/** Scripts, forms and links of its own, but no way to move the page around it (it runs on its own origin anyway). */
export function courseFrame(source: string, title: string): HTMLIFrameElement {
  return element('iframe', {
    src: source,
    title: `The course: ${title}`,
    sandbox:
      'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads',
    allow: 'fullscreen; autoplay',
  });
}

import type { Block } from './block.js';

/** An image with its description. */
export const figure: Block = {
  name: 'figure',
  summary:
    'An image with a caption and a long description, which is shown under "Describe this figure". The description is required, except for an image that only decorates (`alt=""`).',
  inline: false,
  body: 'text',
  bodyName: 'the long description',
  mayBeEmpty: ({ alt }) => alt === '',
  onlyOnPage: false,
  attributes: {
    src: { description: 'The image: `media/<file name>`.', kind: 'image' },
    alt: {
      description: 'What the image shows, in a line; `""` when it only decorates.',
      kind: 'text',
      mayBeEmpty: true,
      missing: {
        code: 'image/no-alt',
        message: 'This figure has no text that says what it shows; who cannot see it gets nothing.',
        hint: 'add `alt="what it shows"`, or `alt=""` when it only decorates',
      },
    },
    caption: { description: 'A line under the image.', kind: 'text', fallback: '' },
  },
  example: `{% figure src="media/levels.svg" alt="Three rising steps: emerging, acquiring, accomplished" caption="The levels of the Practice Profile." %}
Three steps rise from left to right. The lowest is emerging practice, the middle one acquiring, the highest accomplished.
{% /figure %}`,
};

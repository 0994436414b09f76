import type { Block } from './block.js';

/** Text behind a question. */
export const reveal: Block = {
  name: 'reveal',
  summary: 'Text that the learner opens, after thinking about the line that is shown.',
  inline: false,
  body: 'text-and-media',
  bodyName: 'the text to open',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: { summary: { description: 'The line that is always shown.', kind: 'text' } },
  example: `{% reveal summary="What could Dana have said instead?" %}
"I will call you on Friday before noon, also when I know nothing new."
{% /reveal %}`,
};

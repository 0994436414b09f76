import type { Block } from './block.js';

/** One line of a `plan`. */
export const line: Block = {
  name: 'line',
  summary:
    'One line of a `plan` to fill in. Put new ones at the end: what a learner wrote belongs to the place of its line.',
  inline: false,
  body: 'none',
  partOf: 'plan',
  bodyName: '',
  mayBeEmpty: () => true,
  onlyOnPage: false,
  attributes: { prompt: { description: 'What is asked for.', kind: 'text' } },
  example: `{% plan id="my-plan" title="My plan for this week" %}

{% line prompt="What I will do" /%}

{% line prompt="Whom I will tell, and when" /%}

{% /plan %}`,
};

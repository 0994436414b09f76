import type { Block } from './block.js';

/** A film with captions and transcript. */
export const video: Block = {
  name: 'video',
  summary: 'A film with captions. The text inside is its transcript.',
  inline: false,
  body: 'text',
  bodyName: 'the transcript',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: {
    src: { description: 'The film: `media/<file name>.mp4`.', kind: 'video' },
    captions: { description: 'Its captions in WebVTT: `media/<file name>.vtt`.', kind: 'captions' },
    title: { description: 'What the film is called.', kind: 'text' },
  },
  example: `{% video src="media/talk.mp4" captions="media/talk.vtt" title="Before the meeting" %}
A worker and a parent sit at a kitchen table. The worker says: "Who should be with us on Thursday?"
{% /video %}`,
};

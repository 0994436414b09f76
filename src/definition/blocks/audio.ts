import type { Block } from './block.js';

/** A sound with captions and transcript. */
export const audio: Block = {
  name: 'audio',
  summary: 'A recording with captions, which are shown below it while it plays. The text inside is its transcript.',
  inline: false,
  body: 'text',
  bodyName: 'the transcript',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: {
    src: { description: 'The recording: `media/<file name>.mp3` (or .m4a).', kind: 'audio' },
    captions: { description: 'Its captions in WebVTT: `media/<file name>.vtt`.', kind: 'captions' },
    title: { description: 'What the recording is called.', kind: 'text' },
  },
  example: `{% audio src="media/talk.mp3" captions="media/talk.vtt" title="A voicemail" %}
Dana says: "Our meeting about the visits is now on Friday at four."
{% /audio %}`,
};

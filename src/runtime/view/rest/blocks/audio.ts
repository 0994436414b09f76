import { all, find } from '../../dom.js';
import type { DressBlock } from '../dress-block.js';

/** Captions of recordings: the words that are being said, below the player. */
export const dress: DressBlock = ({ document }) => {
  for (const figure of all(document, '.sound')) {
    const { track } = find<HTMLTrackElement>(figure, 'track');
    const line = find(figure, '.cue');
    track.mode = 'hidden';
    track.addEventListener('cuechange', () => {
      line.textContent = [...(track.activeCues ?? [])]
        .map((cue) => ('text' in cue ? spoken(String(cue.text)) : ''))
        .join(' ');
    });
  }
};

/** A cue's words without its marks; a speaker's name stands before them (WebVTT 4.2.2). */
function spoken(text: string): string {
  return text
    .replace(/<v[^\s>]*\s+([^>]+)>/g, '$1: ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '', rlm: '' };

import type { HostData } from '../launch/host-data.js';
import { scorm12Edition, scorm2004Edition } from './api-edition.js';
import { mountScormApi, tellWhenLeft } from './scorm-api.js';

const editions = { scorm12: scorm12Edition, scorm2004: scorm2004Edition } as const;

const data = readHostData();
// The API must be there before the course looks for it.
if (data.api) mountScormApi(editions[data.api], data);
else tellWhenLeft(null);
if (data.ownWindow) offerWindow(data);
else showFrame(data);

function readHostData(): HostData {
  const text = document.getElementById('launch')?.textContent ?? '';
  // Written by our own server into this page.
  return JSON.parse(text) as HostData;
}

function showFrame({ content, title }: HostData): void {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.allow = 'fullscreen; autoplay';
  frame.src = content;
  document.body.append(frame);
}

/** A window opens by the learner's own click only, so the page asks for it. */
function offerWindow({ content, title }: HostData): void {
  const text = document.createElement('p');
  text.textContent = `${title} asks for a window of its own.`;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Open the course';
  button.addEventListener('click', () => {
    text.textContent = open(content, '_blank')
      ? `${title} is open in its own window.`
      : 'The browser blocked the window. Allow pop-ups for this page, then try again.';
  });
  document.body.append(text, button);
}

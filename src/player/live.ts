import { byId } from './element.js';
import { liveList } from './live/live-list.js';
import { liveStage } from './live/live-stage.js';

/** The pages of `cpm dev`: a module that follows its files, or the list of all that does. */
const main = byId('main', HTMLElement);
const show = main.dataset.play === undefined ? liveList(main) : liveStage(main);
const stream = new EventSource(main.dataset.events ?? '');
stream.addEventListener('message', (message) => {
  // Written by our own server.
  show.news(JSON.parse(message.data));
});
// The browser tries again by itself, and hears how things are when the server is back.
stream.addEventListener('error', () => show.lost());

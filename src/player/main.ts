import type { HostData, Reopened, ShownHost } from '../launch/host-data.js';
import { scorm12Edition, scorm2004Edition } from './api-edition.js';
import type { CallLog } from './call-log.js';
import { placeCourse } from './course-place.js';
import { mountScormApi } from './scorm-api.js';

const editions = { scorm12: scorm12Edition, scorm2004: scorm2004Edition } as const;

let log: CallLog | null = null;
const data = hostDataNow();
if (data === null) location.replace('returned');
else {
  mount(data);
  tellWhenLeft();
  placeCourse(data, () => begunAgain(data));
}

/** The API must be there before the course looks for it. */
function mount(host: HostData): void {
  if (host.api) log = mountScormApi(editions[host.api], host);
}

/** Null when the attempt cannot go on in this launch. */
function hostDataNow(): ShownHost | null {
  const text = document.getElementById('launch')?.textContent ?? '';
  // Written by our own server into this page.
  const shown = JSON.parse(text) as ShownHost;
  if (!shown.isReload) return shown;
  const request = new XMLHttpRequest();
  // Synchronous, for nothing may begin before the data are there.
  request.open('POST', 'reopen', false);
  request.send();
  return request.status === 200 ? { ...shown, ...(JSON.parse(request.responseText) as Reopened) } : null;
}

/** The next session of this launch, once the course of the one before is gone; false when the attempt cannot go on in it. */
async function begunAgain(host: ShownHost): Promise<boolean> {
  log?.flush();
  const response = await fetch('reopen', { method: 'POST' });
  if (response.status !== 200) return false;
  // Written by our own server.
  mount({ ...host, ...((await response.json()) as Reopened) });
  return true;
}

/** Tells the server when this page goes, with the calls that are still waiting. */
function tellWhenLeft(): void {
  addEventListener('pagehide', () => {
    log?.flush();
    navigator.sendBeacon('left');
  });
}

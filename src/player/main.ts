import type { Reopened, ShownHost } from '../launch/host-data.js';
import { scorm12Edition, scorm2004Edition } from './api-edition.js';
import { placeCourse } from './course-place.js';
import { mountScormApi, tellWhenLeft } from './scorm-api.js';

const editions = { scorm12: scorm12Edition, scorm2004: scorm2004Edition } as const;

const data = hostDataNow();
if (data === null) location.replace('returned');
else {
  // The API must be there before the course looks for it.
  if (data.api) mountScormApi(editions[data.api], data);
  else tellWhenLeft(null);
  placeCourse(data);
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

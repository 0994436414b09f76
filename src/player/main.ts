import type { ShownHost } from '../launch/host-data.js';
import { scorm12Edition, scorm2004Edition } from './api-edition.js';
import { placeCourse } from './course-place.js';
import { mountScormApi, tellWhenLeft } from './scorm-api.js';

const editions = { scorm12: scorm12Edition, scorm2004: scorm2004Edition } as const;

const data = readHostData();
// The API must be there before the course looks for it.
if (data.api) mountScormApi(editions[data.api], data);
else tellWhenLeft(null);
placeCourse(data);

function readHostData(): ShownHost {
  const text = document.getElementById('launch')?.textContent ?? '';
  // Written by our own server into this page.
  return JSON.parse(text) as ShownHost;
}

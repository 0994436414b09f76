import Cmi5 from '@rusticisoftware/cmi5';
import { remote } from './remote.js';

const client = new Cmi5(window.location.href);
remote(client);
/** A statement of the AU's own choice, in the library's words for it. */
Object.assign(client, { say: (verb: string) => client.sendStatement(client.prepareStatement(verb)) });

import Cmi5 from '@xapi/cmi5';
import { remote } from './remote.js';

// The types are those of its build for Node; a browser gets the other one, whose default is the class itself.
const library = 'default' in Cmi5 ? Cmi5.default : Cmi5;
remote(library.instance);

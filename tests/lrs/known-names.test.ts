import { knownNamesContract } from './contract/known-names.js';
import { eachDatabase } from './each-database.js';

eachDatabase('statements of known things', knownNamesContract);

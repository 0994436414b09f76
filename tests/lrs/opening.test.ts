import { openingContract } from './contract/opening.js';
import { eachDatabase } from './each-database.js';

eachDatabase('opening a database', openingContract);

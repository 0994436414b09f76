import { writersContract } from './contract/writers.js';
import { eachDatabase } from './each-database.js';

eachDatabase('several writers', writersContract);

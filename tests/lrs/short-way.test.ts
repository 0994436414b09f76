import { shortWayContract } from './contract/short-way.js';
import { eachDatabase } from './each-database.js';

eachDatabase('the short way', shortWayContract);

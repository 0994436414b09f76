// What the bench takes from the sources, bundled once for its plain Node programs.
export { connectPostgres } from '../../../src/lrs/postgres/connect-postgres.js';
export { findStatements } from '../../../src/lrs/sql/find-statements.js';
export { connectSqlite } from '../../../src/lrs/sqlite/connect-sqlite.js';
export { identityOf } from '../../../src/xapi/identity.js';
export { startPostgres } from '../../support/postgres.js';
export { fill, shared } from './fill.js';
export { courses, steps } from './sessions.js';

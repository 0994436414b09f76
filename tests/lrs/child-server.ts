// A whole record store as a process of its own, to be killed by a test: prints its port and a credential.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import { createCredentials } from '../../src/lrs/credentials.js';
import { createLrs } from '../../src/lrs/router.js';
import { openSqlite } from '../../src/lrs/sqlite/open-sqlite.js';

const [file = ''] = process.argv.slice(2);
const store = await openSqlite(file, Date.now);
const credentials = createCredentials({ store, homePage: 'https://store.example/', now: Date.now });
const { authorization } = await credentials.create({ label: 'test', scopes: ['all'] });
const app = express();
app.use(
  '/xapi',
  createLrs({
    store,
    authenticate: credentials.authenticate,
    isOriginAllowed: () => false,
    uuid: randomUUID,
    onError: console.error,
  }),
);
const server = createServer(app);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string')
    console.log(JSON.stringify({ port: address.port, authorization }));
});

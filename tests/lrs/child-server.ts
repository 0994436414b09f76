// A whole record store as a process of its own, to be killed by a test: prints its port and a credential.
// Over the channel to its parent it makes and revokes credentials.
import { randomUUID } from 'node:crypto';
import { createCredentials } from '../../src/lrs/credentials.js';
import { openStore } from '../../src/lrs/open-store.js';
import { createLrs } from '../../src/lrs/router.js';
import { doorServer } from './door-server.js';

const [database = ''] = process.argv.slice(2);
const store = await openStore(database, Date.now);
const credentials = createCredentials({ store, homePage: 'https://store.example/', now: Date.now });
const { authorization } = await credentials.create({ label: 'test', scopes: ['all'] });
process.on('message', async (message: { make?: string; revoke?: string }) => {
  if (message.make !== undefined)
    process.send?.(await credentials.create({ label: message.make, scopes: ['statements/read'] }));
  if (message.revoke !== undefined) process.send?.({ revoked: await credentials.revoke(message.revoke) });
});
const server = doorServer({
  '/xapi': createLrs({
    store,
    authenticate: credentials.authenticate,
    isOriginAllowed: () => false,
    uuid: randomUUID,
    onError: (error) => console.error(error instanceof Error ? `${error.name}: ${error.message}` : error),
    pageSize: 100,
  }),
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string')
    console.log(JSON.stringify({ port: address.port, authorization }));
});

import { createServer, type Server } from 'node:http';
import { type Doors, findDoor } from '../../src/lrs/http/find-door.js';

/** A server with these doors and nothing else. */
export function doorServer(doors: Doors): Server {
  const find = findDoor(doors);
  return createServer((request, response) => {
    const found = find(request.url ?? '');
    if (found) found.door(request, response, { base: found.base, path: found.path, headers: {} });
    else response.writeHead(404).end();
  });
}

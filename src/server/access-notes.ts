import type { RequestHandler } from 'express';
import { type AccessLog, loggedAddress } from '../sign-in/access-log.js';
import { readerOf } from './reader.js';

/** Notes who looked at which report, and who took one away as a file. A note that can't be written keeps nobody waiting. */
export function accessNotes(log: AccessLog, onError: (error: unknown) => void): RequestHandler {
  return (request, response, next) => {
    const { name } = readerOf(request);
    const address = loggedAddress(request.originalUrl);
    const isFile = /\.(?:csv|xlsx|json)(?:\?|$)/.test(address);
    response.on('finish', () => {
      if (response.statusCode !== 200) return;
      log.note({ user: name, action: isFile ? 'exported' : 'looked at', detail: address }).catch(onError);
    });
    next();
  };
}

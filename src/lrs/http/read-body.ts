import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { HttpRefusal } from './refusal.js';

/** The body of a request. @throws HttpRefusal 400, 413 or 415, once all of the request is in */
export type ReadBody = (request: IncomingMessage, response: ServerResponse) => Promise<Buffer>;

/** @param limit most bytes, unpacked */
export function bodyReader(limit: number): ReadBody {
  const packed = express.raw({ type: () => true, limit });
  return (request, response) => {
    const { headers } = request;
    const length = headers['content-length'];
    if (length === '0' || (length === undefined && headers['transfer-encoding'] === undefined)) return nothing;
    const encoding = headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') return plainBody(request, limit);
    return new Promise((resolve, reject) => {
      packed(request, response, (error: unknown) => {
        if (error) reject(bodyRefusal(error));
        else resolve('body' in request && Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      });
    });
  };
}

const nothing = Promise.resolve(Buffer.alloc(0));

function plainBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      // What comes after is read and thrown away: a sender that still sends would not hear the refusal.
      else parts.length = 0;
    });
    request.on('end', () => {
      if (size > limit) reject(tooLarge());
      else resolve(parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts));
    });
    request.on('error', () => reject(unreadable()));
  });
}

/** What Express's body reader says (too large, broken compression, unknown encoding). */
function bodyRefusal(error: unknown): unknown {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 413) return tooLarge();
  if (status === 415) return new HttpRefusal(415, 'The body has an encoding that the record store does not read.');
  return typeof status === 'number' && status >= 400 && status < 500 ? unreadable() : error;
}

function tooLarge(): HttpRefusal {
  return new HttpRefusal(413, 'The body is too large for the record store; send fewer statements at a time.');
}

function unreadable(): HttpRefusal {
  return new HttpRefusal(400, 'The body could not be read.');
}

// Plain node:http load over kept connections.
import { Agent, request } from 'node:http';

export const agentFor = (connections) => new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });

/** @returns status and, when asked for, the text */
export function send(agent, { url, headers }, { method = 'GET', body, address = '', wantText = false } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url + address,
      {
        agent,
        method,
        headers:
          body === undefined
            ? headers
            : { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (response) => {
        const parts = [];
        response.on('data', (part) => wantText && parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * Closed loop: each connection posts the next body as soon as it has its answer, for so many milliseconds.
 * @param next gives the next body and how many statements are in it, or null at the end
 */
export async function hammer(server, connections, milliseconds, next) {
  const agent = agentFor(connections);
  let statements = 0;
  let requests = 0;
  const errors = [];
  const began = performance.now();
  const worker = async () => {
    while (performance.now() - began < milliseconds) {
      const one = next();
      if (one === null) return;
      const { status, text } = await send(agent, server, { method: 'POST', body: one.body, wantText: true });
      requests += 1;
      if (status === 200) statements += one.count;
      else errors.push(`${status} ${text.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { statements, requests, errors, perSecond: statements / seconds };
}

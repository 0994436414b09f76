import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const kinds: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' },
  ...{
    '.svg': 'image/svg+xml',
    '.vtt': 'text/vtt',
    '.mp3': 'audio/mpeg',
    '.mp4': 'video/mp4',
    '.pdf': 'application/pdf',
  },
};

/** A plain web server for unpacked packages, each in a folder of its own. */
export async function openWebSite() {
  const files = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const found = files.get(name);
    // Browsers ask for it by themselves.
    const status = found ? 200 : name === '/favicon.ico' ? 204 : 404;
    response.writeHead(status, { 'content-type': kinds[path.extname(name)] ?? 'application/octet-stream' });
    response.end(found);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    /** @returns the address of its first page */
    put(folder: string, content: ReadonlyMap<string, Uint8Array>): string {
      for (const [name, bytes] of content) files.set(`/${folder}/${name}`, bytes);
      return `http://127.0.0.1:${port}/${folder}/index.html`;
    },
    close(): Promise<void> {
      return new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      });
    },
  };
}

// The least a durable store of statements can be: node:http, one insert, group commit, nothing checked.
// Run as a process of its own: node floor.mjs <postgres://… or SQLite file>; prints its port.
import { createServer } from 'node:http';
import Libsql from 'libsql';
import pg from 'pg';

const [database = ''] = process.argv.slice(2);
const insert = database.startsWith('postgres') ? await onPostgres(database) : onSqlite(database);
let waiting = [];
let running = false;

/** Whoever came while a commit ran shares the next one. */
async function commit() {
  if (running) return;
  running = true;
  await new Promise((resolve) => setImmediate(resolve));
  while (waiting.length > 0) {
    const mine = waiting;
    waiting = [];
    try {
      await insert(mine.flatMap((one) => one.bodies));
      for (const { response } of mine) response.setHeader('Content-Type', 'application/json').end('[]');
    } catch (error) {
      for (const { response } of mine) response.writeHead(500).end(String(error));
    }
  }
  running = false;
}

function onSqlite(file) {
  const db = new Libsql(file);
  db.exec('pragma journal_mode = wal');
  db.exec('pragma synchronous = full');
  db.exec('create table if not exists floor (key integer primary key, body text not null)');
  const one = db.prepare('insert into floor (body) values (?)');
  return (bodies) => {
    db.exec('begin immediate');
    for (const body of bodies) one.run([body]);
    db.exec('commit');
  };
}

async function onPostgres(url) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    'create table if not exists floor (key bigint generated always as identity primary key, body text not null)',
  );
  return (bodies) =>
    client.query({ name: 'floor', text: 'insert into floor (body) select unnest($1::text[])', values: [bodies] });
}

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const text = Buffer.concat(parts).toString();
    // A batch has to be taken apart to be stored one by one.
    const bodies = text.startsWith('[') ? JSON.parse(text).map((one) => JSON.stringify(one)) : [text];
    waiting.push({ bodies, response });
    commit();
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openStore } from '../../../main/core/store/open.ts';
import { KEY } from '../stores.ts';

/**
 * The least that a STOP can cost: a handler that reads the call, commits one row to an encrypted store with
 * the product's settings, and answers.
 */

const db = openStore(process.argv[2] ?? '', KEY);
db.exec(
  'CREATE TABLE bare (id TEXT PRIMARY KEY, number TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
);
const insert = db.prepare('INSERT INTO bare VALUES (?, ?, ?, ?)');
const server = createServer((request, response) => {
  void text(request).then((body) => {
    const [{ message }] = JSON.parse(body);
    insert.run(message.id, message.from, message.text, Date.now());
    response.writeHead(200).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('disconnect', () => process.exit());

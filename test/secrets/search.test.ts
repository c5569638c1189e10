import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { found, foundInFiles } from './search.ts';

/**
 * The search that the end-to-end tests rely on finds what it must: each of these leaks is planted and must
 * be found.
 */

const SECRET = 'Zebra-lantern 7+/ä "quoted"';
const KEY = 'a3f1'.repeat(16);
const secrets = new Map([
  ['secret', SECRET],
  ['key', KEY],
]);

test.each<[string, string | Buffer]>([
  ['as it is', `before ${SECRET} after`],
  ['in JSON', JSON.stringify({ error: `refused: ${SECRET}` })],
  ['in an address', `https://example.org/?token=${encodeURIComponent(SECRET)}`],
  ['in a Basic header', `Authorization: Basic ${Buffer.from(`AC00:${SECRET}`).toString('base64')}`],
  ['in UTF-16, as browsers store', Buffer.from(SECRET, 'utf16le')],
  ['in hexadecimal digits', Buffer.from(SECRET).toString('hex')],
  ['a key', `PRAGMA key = "x'${KEY}'"`],
  ['a key as bytes', Buffer.concat([Buffer.from('....'), Buffer.from(KEY, 'hex')])],
  ['a key in base64', Buffer.from(KEY, 'hex').toString('base64')],
])('a planted leak is found: %s', (_, leak) => {
  expect([...found(Buffer.from(leak), secrets)]).toHaveLength(1);
});

test('in base64 at any place of a longer text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const text = Buffer.from(`${before}${SECRET}${after}`).toString('base64');
      expect(found(Buffer.from(text), secrets).has('secret')).toBe(true);
    }),
  );
});

test('nothing is found where nothing is, and files are named', () => {
  expect(found(Buffer.from('Zebra lantern'), secrets).size).toBe(0);
  const folder = mkdtempSync(join(tmpdir(), 'heed-search-'));
  try {
    mkdirSync(join(folder, 'window'));
    writeFileSync(join(folder, 'fine.log'), 'nothing');
    writeFileSync(join(folder, 'window', 'heed.log'), `{"error":"${KEY}"}`);
    expect(foundInFiles(folder, secrets)).toEqual([`${join('window', 'heed.log')}: key`]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

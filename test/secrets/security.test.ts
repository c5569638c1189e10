import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LIMITS } from '../../main/hosts/common/limits.ts';

/**
 * SECURITY.md says what the product does: its figures are those of the source, and the tests that it names
 * are there.
 */

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const page = read('SECURITY.md');

test('every test and command that it names exists', () => {
  const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  const scripts: { scripts: object } = JSON.parse(read('package.json'));
  for (const [, script = ''] of page.matchAll(/npm run (?:-s )?([\w-]+)/g))
    expect(scripts.scripts).toHaveProperty(script);
});

test.each([
  ['main/hosts/common/vault.ts', /cost = 2 \*\* 17/, 'N = 2^17, r = 8'],
  ['main/core/accounts/password.ts', /2 \*\* 15/, 'N = 2^15, r = 8, p = 3'],
  ['main/core/access/middleware.ts', /KEY_CALLS_PER_SECOND = 25;/, '25 a second'],
  [
    'main/core/accounts/tries.ts',
    /FIRST_LOCK = 30_000;\nconst LONGEST_LOCK = 15 \* MINUTE/,
    'then 30 s, doubled, 15 min',
  ],
  ['main/core/backup/outside.ts', /TRIES = 5;\nconst PAUSE = 15 \* 60_000;/, '5; then 15 min, counted until'],
  ['main/core/access/sessions.ts', /ABSOLUTE = 12 \* 3_600_000/, '12 h'],
  ['test/e2e/secrets.test.ts', /\.size\)\.toBe\(17\);/, '17 secrets'],
  ['main/core/lists/uploads.ts', /CHUNK_BYTES = 1024 \* 1024;/, 'pieces of 1 MiB'],
])('%s: the figure stands as it says', (file, source, said) => {
  expect(read(file)).toMatch(source);
  expect(page).toContain(said);
});

test('the limits of the ports', () => {
  const { both, window, webhook } = LIMITS;
  const kib = (bytes: number) => (bytes < 2 ** 20 ? `${bytes / 1024} KiB` : `${bytes / 2 ** 20} MiB`);
  for (const said of [
    `${kib(both.headerBytes)}; ${kib(window.bodyBytes)}; ${kib(webhook.bodyBytes)}`,
    `${window.requestTimeout / 1000} s; ${webhook.requestTimeout / 1000} s`,
    `${window.connections} and ${webhook.connections}; ${window.sockets}`,
  ])
    expect(page).toContain(said);
});

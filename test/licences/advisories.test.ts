import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, valid, validRange } from 'semver';
import { describe, expect, test } from 'vitest';
import { openMemory } from '../../main/core/store/open.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { sourcesOf } from '../hosts/sources.ts';
import { ACCEPTED, type Advisory, affects, readAdvisories } from './advisories.ts';
import { readLock } from './collect.ts';

/**
 * The review of advisories (SECURITY.md, Packages), repeated for every version that the lock file names and
 * for what comes inside of Node and the store. A new advisory is a new entry of advisories.json.
 */

const root = join(import.meta.dirname, '../..');
const advisories = readAdvisories();
const store = openMemory();

/** Every version in use, by package. */
function versions(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, version: string | undefined) => {
    if (version) found.set(name, (found.get(name) ?? new Set()).add(version));
  };
  for (const [place, entry] of Object.entries(readLock()))
    if (place !== '')
      add(
        entry.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
        entry.version,
      );
  add('node', process.versions.node);
  add('undici', process.versions.undici);
  add('SQLite', one<{ v: string }>(store, 'SELECT sqlite_version() AS v')?.v);
  return found;
}

type Hit = { readonly advisory: Advisory; readonly version: string };
const used = versions();
const hits: readonly Hit[] = advisories.flatMap((advisory) =>
  [...(used.get(advisory.package) ?? [])]
    .filter((version) => affects(advisory, version))
    .map((version) => ({ advisory, version })),
);

test('no version in use has a published hole, but for those that are accepted', () => {
  expect(
    hits
      .filter(({ advisory }) => !ACCEPTED[advisory.id])
      .map(({ advisory, version }) => `${advisory.package} ${version}: ${advisory.id}, ${advisory.about}`),
  ).toEqual([]);
});

test('no accepted advisory is outdated, or accepted for longer than needed', () => {
  for (const [id, { why, until }] of Object.entries(ACCEPTED)) {
    const mine = hits.filter(({ advisory }) => advisory.id === id);
    expect(mine.length, `${id} affects nothing any more: delete it`).toBeGreaterThan(0);
    expect(why, id).toMatch(/^[A-Z].{10,}\.$/);
    for (const { advisory, version } of mine) {
      expect(valid(until), id).toBe(until);
      expect(compare(until, version), id).toBe(1);
      expect(affects(advisory, until), `${id} affects ${until} as well`).toBe(false);
    }
  }
});

test('what is accepted is in Node and SQLite alone: no npm package that is installed has a published hole', () => {
  expect([...new Set(hits.map(({ advisory }) => advisory.package))].sort()).toEqual([
    'SQLite',
    'node',
    'undici',
  ]);
});

test('SECURITY.md and README say what was reviewed and what remains', () => {
  // Line breaks make no difference.
  const page = readFileSync(join(root, 'SECURITY.md'), 'utf8').replaceAll(/\s+/g, ' ');
  const many = `${advisories.length} advisories`;
  expect(page).toContain(`${many} about ${new Set(advisories.map((each) => each.package)).size} packages`);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(many);
  const of = (name: string) => new Set(hits.filter(({ advisory }) => advisory.package === name)).size;
  expect([of('node'), of('undici'), of('SQLite')]).toEqual([9, 1, 8]);
  expect(page).toContain(`**Node ${process.versions.node}**: nine, and one in its undici`);
  expect(page).toContain(`**SQLite ${[...(used.get('SQLite') ?? [])].join()}**: eight`);
});

test('the list is sorted, each entry is there once, and each range says something', () => {
  const names = advisories.map((each) => `${each.package} ${each.id}`);
  expect(names).toEqual([...new Set(names)].sort());
  for (const each of advisories) {
    expect(validRange(each.affected), each.id).not.toBeNull();
    expect(affects(each, '0.0.0-0') && affects(each, '9999.0.0'), each.id).toBe(false);
    for (const fixed of each.fixed.split(', ')) {
      expect(valid(fixed), each.id).not.toBeNull();
      expect(affects(each, fixed), `${each.id} ${fixed}`).toBe(false);
    }
    // A misspelt name would match no package.
    expect([...used.keys()], each.id).toContain(each.package);
  }
});

/** It only waits for others to call. */
const LISTENS = /import \{ createServer [^}]*\} from 'node:https'/;

describe('the reasons for which advisories are accepted', () => {
  const main = [...sourcesOf('main'), ...sourcesOf('shared')];
  test.each([
    // Sums and packing alone, and inflating what a console of ours has sealed: what else unpacks would be
    // another name.
    [
      'unpacking by Brotli, or of what strangers send,',
      /\{ (?!crc32 \}|crc32, deflateSync \}|deflateRawSync, inflateRawSync \}|brotliCompress, constants \})[^}]*\} from '(node:)?zlib'|\* as \w+ from '(node:)?zlib'/,
    ],
    // The one of the package ws is used, where lines to consoles are made.
    ['Node’s WebSocket client', /^(?!.*import WebSocket from 'ws';).*\bnew WebSocket\(/s],
    ['dns.resolve', /\bresolve(4|6|Any|Cname|Mx|Srv|Txt|Ns|Soa|Ptr)\b|\bdns\.resolve|\bResolver\b/],
    ['an agent of its own', /\bAgent\(|\bglobalAgent\b/],
    ['the permission model', /--permission|process\.permission/],
    ['a snapshot', /startupSnapshot|--build-snapshot/],
  ])('%s is not used', (_, pattern) => {
    expect(main.filter(([, text]) => pattern.test(text)).map(([file]) => file)).toEqual([]);
  });

  test('each request that leaves has a connection of its own', () => {
    const speaking = main
      .filter(([, text]) => /from 'node:https'/.test(text) && !LISTENS.test(text))
      .map(([file]) => file);
    expect(speaking).toEqual([
      'main/core/providers/plainFetch.ts',
      'main/core/webhooksOut/request.ts',
      'main/hosts/electron/joined/visit.ts',
    ]);
    // The last one makes its connection itself, once it knows who is at the other end.
    for (const [file, text] of main)
      if (speaking.includes(file)) expect(text).toMatch(/agent: false|createConnection: \(\) => socket/);
  });

  test('the virtual tables of the store are of FTS5, none without detail, and there are no sessions', () => {
    const virtual = all<{ name: string; sql: string }>(
      store,
      "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'",
    );
    expect(virtual.map(({ name }) => name).sort()).toEqual(['name_index', 'opt_out_index', 'text_index']);
    for (const { sql } of virtual) {
      expect(sql).toMatch(/USING fts5/);
      expect(sql).not.toMatch(/detail\s*=\s*'?none/);
    }
    const options = all<{ compile_options: string }>(store, 'PRAGMA compile_options');
    expect(options.map((each) => each.compile_options)).not.toContain('ENABLE_SESSION');
    expect(options.length).toBeGreaterThan(10);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALLOWED, collectLicences, isAllowed, LIST_FILE, listText, readLock } from './collect.ts';

const root = join(import.meta.dirname, '../..');
const list = collectLicences();

/**
 * Packages that bring a script for npm to run while installing, and what each does. No other package may
 * bring one.
 */
const INSTALL_SCRIPTS = {
  node: 'needed: puts the program file of Node 24 in its place; main/setup.mjs runs this one alone',
  'electron-winstaller':
    'never run: chooses a program for packing on Windows in a format that is not made here',
} as const;

test('the list that the app shows is the one of what is installed: npm run -s licences', () => {
  expect(readFileSync(LIST_FILE, 'utf8')).toBe(listText(list));
});

test('README tells how many', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(
    `${list.packages.length} packages are shipped`,
  );
});

test('it names what runs, what the screen is built from, and Electron', () => {
  const names = list.packages.map(({ name }) => name);
  for (const name of [
    'electron',
    'react',
    '@mantine/core',
    'recharts',
    'better-sqlite3-multiple-ciphers',
    'zod',
  ])
    expect(names, name).toContain(name);
  // Tools are not shipped.
  for (const name of ['vitest', 'typescript', '@biomejs/biome', 'playwright-core'])
    expect(names).not.toContain(name);
});

test('no licence is shipped that is not on the list of allowed ones', () => {
  expect(list.packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  expect(isAllowed('(MIT OR GPL-3.0)')).toBe(true);
  for (const other of ['', 'GPL-3.0', 'MIT AND GPL-3.0', 'SEE LICENSE IN X', '(MIT AND (GPL-3.0 OR MIT))'])
    expect(isAllowed(other), other).toBe(false);
  expect(ALLOWED.size).toBe(9);
});

test('each brings the text of its licence, but for parts of one platform and seven that have none', () => {
  const lock = readLock();
  const without = list.packages.filter(({ text }) => text === '').map(({ name }) => name);
  const own = without.filter((name) => {
    const entry = lock[`node_modules/${name}`];
    return !entry?.os && !entry?.cpu;
  });
  expect(own).toEqual([
    'brotli',
    'dfa',
    'fontkit',
    'lazy-val',
    'pg-types',
    'pgpass',
    'react-remove-scroll-bar',
  ]);
  for (const { name, text } of list.packages.filter((each) => each.text !== ''))
    expect(list.texts[text]?.length, name).toBeGreaterThan(200);
});

test('install scripts are off, and only the packages named here have one', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  const lock = readLock();
  const found = Object.keys(lock).filter((place) => lock[place]?.hasInstallScript === true);
  expect(found.sort()).toEqual(
    Object.keys(INSTALL_SCRIPTS)
      .map((name) => `node_modules/${name}`)
      .sort(),
  );
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const name of Object.keys(INSTALL_SCRIPTS))
    expect(
      readme
        .split(/\n(?:\n|- )/)
        .some((paragraph) => paragraph.includes(`\`${name}\``) && paragraph.includes('install script')),
      name,
    ).toBe(true);
  // The only call that lets a script run names its package.
  const setup = readFileSync(join(root, 'main/setup.mjs'), 'utf8');
  expect([...setup.matchAll(/npm\(\[[^\]]*--ignore-scripts=false[^\]]*\]/g)].map(String)).toEqual([
    "npm(['rebuild', 'node', '--ignore-scripts=false']",
  ]);
});

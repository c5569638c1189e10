import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CORE_FOLDERS, ISOLATED, LAYERS, SUBJECT_PLACES } from './folders.ts';
import { allImports, circles, coreFolder, type Import, ROOT } from './imports.ts';
import { folderImports } from './picture.ts';
import { written } from './written.ts';

/** Imports form a tree: a folder imports only what stands below it. */

const imports = allImports();
const about = ({ file, target }: Import) => `${file} imports ${target}`;
const layerOf = (file: string) => Object.keys(LAYERS).find((layer) => file.startsWith(`${layer}/`));

test('the reader of imports sees all ways to write one', () => {
  expect(imports.length).toBeGreaterThan(1000);
  expect(imports).toContainEqual({ file: 'main/core/app.ts', target: 'main/core/router.ts' });
  expect(imports).toContainEqual({
    file: 'renderer/placeViews.ts',
    target: 'renderer/views/about/index.tsx',
  });
});

test('each layer imports only those that it may', () => {
  const wrong = imports.filter(({ file, target }) => {
    const from = layerOf(file);
    const to = layerOf(target);
    return from !== undefined && to !== undefined && !LAYERS[from]?.includes(to);
  });
  expect(wrong.map(about)).toEqual([]);
});

test('no folder of the core imports one that stands above it', () => {
  const order = Object.keys(CORE_FOLDERS);
  const upward = imports.filter(({ file, target }) => {
    const from = coreFolder(file);
    const to = target.startsWith('main/core/') ? coreFolder(target) : from;
    return from !== null && (to === null || order.indexOf(to) > order.indexOf(from));
  });
  expect(upward.map(about)).toEqual([]);
});

test('every folder of the core stands in the order, and every name there is a folder', () => {
  const there = globSync('main/core/*/**/*.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
  expect([...new Set(there.map((file) => coreFolder(file) ?? ''))].toSorted()).toEqual(
    Object.keys(CORE_FOLDERS).toSorted(),
  );
});

test('the rules, the providers and the ledger import next to nothing', () => {
  for (const [name, allowed] of Object.entries(ISOLATED)) {
    const others = folderImports().get(name as keyof typeof CORE_FOLDERS) ?? [];
    expect(
      others.filter((other) => !allowed.includes(other)),
      name,
    ).toEqual([]);
  }
});

test('no two files import each other, directly or by way of others', () => {
  expect(circles(imports).map((files) => files.join(' → '))).toEqual([]);
  expect(
    circles([
      { file: 'a', target: 'b' },
      { file: 'b', target: 'c' },
      { file: 'c', target: 'a' },
    ]),
  ).toEqual([['a', 'b', 'c']]);
});

/** The folder of views or components in which a file stands, such as `renderer/views/messenger`. */
const screenFolder = (file: string) => /^renderer\/(?:views|components)\/[^/]+(?=\/)/.exec(file)?.[0];
const isView = (folder: string | undefined) => folder?.startsWith('renderer/views/') === true;

test('views do not import each other, and only the app imports views', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      isView(screenFolder(target)) &&
      screenFolder(file) !== screenFolder(target) &&
      file !== 'renderer/app.tsx' &&
      file !== 'renderer/placeViews.ts',
  );
  expect(wrong.map(about)).toEqual([]);
});

test('the folders of shared components form a tree', () => {
  const between = imports.flatMap(({ file, target }) => {
    const [from, to] = [screenFolder(file), screenFolder(target)];
    return from && to && from !== to && !isView(from) ? [{ file: from, target: to }] : [];
  });
  expect(between.length).toBeGreaterThan(10);
  expect(circles(between)).toEqual([]);
});

test('screen, contract and words have the subjects of the core, under the same names', () => {
  const subjects = Object.keys(CORE_FOLDERS);
  for (const [place, others] of Object.entries(SUBJECT_PLACES)) {
    const loose = place === 'renderer/views/settings';
    const names = readdirSync(join(ROOT, place), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || !loose)
      .map((entry) => (place.startsWith('shared') ? entry.name.replace(/\.ts$/, '') : entry.name));
    expect(
      names.filter((name) => !subjects.includes(name) && !others.includes(name)),
      place,
    ).toEqual([]);
    expect(
      others.filter((name) => !names.includes(name)),
      `${place}: named and not there`,
    ).toEqual([]);
  }
});

test('the picture and the READMEs say what the imports are: npm run folders', () => {
  const stale = [...written()].filter(
    ([file, text]) => !existsSync(join(ROOT, file)) || readFileSync(join(ROOT, file), 'utf8') !== text,
  );
  expect(stale.map(([file]) => file)).toEqual([]);
});

test('the README of each folder of the core is short', () => {
  for (const name of Object.keys(CORE_FOLDERS)) {
    if (name === 'rules' || name === 'providers') continue;
    const lines = readFileSync(join(ROOT, `main/core/${name}/README.md`), 'utf8').split('\n');
    expect(lines.filter((line) => line.trim() !== '').length, name).toBeLessThanOrEqual(20);
  }
});

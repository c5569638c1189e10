import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

/** The file of the list that the app shows. */
export const LIST_FILE = join(root, 'renderer/views/about/licences.json');

const Entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  license: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
});
type Entry = z.infer<typeof Entry>;
const Lock = z.object({ packages: z.record(z.string(), Entry) });

/**
 * A package in the list. `text` is the place of its licence text in the list's texts; empty where it brings
 * none.
 */
export type Licensed = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
};
export type LicenceList = {
  readonly packages: readonly Licensed[];
  readonly texts: Readonly<Record<string, string>>;
};

export function readLock(): Readonly<Record<string, Entry>> {
  return Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages;
}

/** Packages that the screen is built from: those that a file of renderer or shared imports. */
function screenPackages(): string[] {
  const files = ['renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|css)$/.test(file) && !file.endsWith('vite.config.ts'))
      .map((file) => join(root, folder, file)),
  );
  const names = files.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'((?:@[\w.-]+\/)?[\w-][\w.-]*)[^']*'/g),
    ].map((found) => found[1] ?? ''),
  );
  return [...new Set(names)];
}

/** Looks for a package as Node does: from the folder of its user upwards. */
function placeOf(lock: Readonly<Record<string, Entry>>, from: string, name: string): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at}${at === '' ? '' : '/'}node_modules/${name}`;
    if (lock[place]) return place;
    if (at === '') return null;
  }
}

/**
 * Places in the lock file of all that is shipped: what runs, what the screen is built from, and Electron
 * itself.
 */
function shipped(lock: Readonly<Record<string, Entry>>): string[] {
  const found = new Set<string>();
  const add = (place: string | null) => {
    const entry = place === null ? undefined : lock[place];
    if (place === null || !entry || found.has(place)) return;
    found.add(place);
    const peers = Object.keys(entry.peerDependencies).filter(
      (name) => entry.peerDependenciesMeta[name]?.optional !== true,
    );
    for (const name of [...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }), ...peers])
      add(placeOf(lock, place, name));
  };
  for (const name of [...Object.keys(lock['']?.dependencies ?? {}), ...screenPackages()])
    add(placeOf(lock, '', name));
  // Packages that fetch Electron's program are not shipped. Chromium's own list lies beside that program.
  found.add('node_modules/electron');
  return [...found].sort();
}

function textOf(place: string): string {
  const dir = join(root, place);
  const file = existsSync(dir)
    ? readdirSync(dir)
        .sort()
        .find((name) => /^(licen[cs]e|copying)([.-](md|txt|mit))?$/i.test(name))
    : undefined;
  return file === undefined ? '' : readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

/**
 * The licences of everything that is shipped, from the lock file and the installed packages; the same on
 * every platform.
 */
export function collectLicences(): LicenceList {
  const lock = readLock();
  const ids = new Map<string, string>();
  const packages = shipped(lock).map((place): Licensed => {
    const entry = lock[place];
    const name = entry?.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    // A package for one platform is installed there alone; it counts as a part of the package that asks for
    // it.
    const text = entry?.os || entry?.cpu ? '' : textOf(place);
    if (text !== '' && !ids.has(text)) ids.set(text, `text-${ids.size + 1}`);
    return {
      name,
      version: entry?.version ?? '',
      // One manifest names none, though its text is there.
      licence: entry?.license ?? (/^(The )?MIT License/i.test(text) ? 'MIT' : ''),
      text: ids.get(text) ?? '',
    };
  });
  const seen = new Set<string>();
  return {
    packages: packages
      .filter(({ name, version }) => !seen.has(`${name} ${version}`) && seen.add(`${name} ${version}`))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1)),
    texts: Object.fromEntries([...ids].map(([text, id]) => [id, text])),
  };
}

/** The file's exact text. */
export const listText = (list: LicenceList): string => `${JSON.stringify(list, null, 2)}\n`;

/**
 * Licences under which a package may be shipped with a program under MIT: none asks for more than being
 * named.
 */
export const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  // Of argparse, in js-yaml, which reads the channel file of updates.
  'Python-2.0',
]);

/** Whether an SPDX expression (AND, OR, one level of brackets) can be met by licences that are allowed. */
export function isAllowed(expression: string): boolean {
  const flat = expression.replace(/^\((.*)\)$/, '$1');
  if (flat.includes('(')) return false;
  return flat.split(' OR ').some((choice) => choice.split(' AND ').every((each) => ALLOWED.has(each.trim())));
}

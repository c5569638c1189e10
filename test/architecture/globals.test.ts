import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Binding, bindingsIn } from './bindings.ts';
import { ROOT } from './imports.ts';

/**
 * No name of a file hides a global that is used: if its declaration were moved or removed, the rest would
 * still compile and mean the global. Biome's `noShadow` compares names within a file only, and its
 * `noShadowRestrictedNames` knows those of the language.
 */

/** Globals of Node: no file may give these names to a value of its own. */
const NODE = [
  'console',
  'process',
  'fetch',
  'crypto',
  'performance',
  'global',
  'navigator',
  'structuredClone',
];

/** Globals of a browser's window: refused in `renderer/`, which a browser runs. */
const BROWSER = [
  ...['alert', 'confirm', 'prompt', 'print', 'open', 'close', 'stop', 'focus', 'blur', 'postMessage'],
  ...['document', 'window', 'location', 'history', 'screen', 'self', 'parent', 'top', 'origin', 'frames'],
];

/**
 * Of a browser's window too, and usual names: of fields, of what a handler is called with, of HTTP. They are
 * refused at the top of a file, where all of it would see them.
 */
const USUAL = ['name', 'event', 'length', 'status'];

/** Parameters may have a browser's name, since they stand right beside their use. */
function hides({ name, kind, atTop, at }: Binding): boolean {
  if (NODE.includes(name)) return true;
  if (at.startsWith('renderer/') && BROWSER.includes(name)) return kind !== 'parameter';
  return atTop && USUAL.includes(name);
}

const files = globSync('{main,renderer,shared,test}/**/*.{ts,tsx,mjs}', { cwd: ROOT }).map((file) =>
  file.replaceAll('\\', '/'),
);

test('no name hides a global of Node or of the browser', () => {
  const bindings = files.flatMap(bindingsIn);
  expect(bindings.length).toBeGreaterThan(20_000);
  expect(bindings.filter(hides).map(({ name, at }) => `${at}: ${name}`)).toEqual([]);
});

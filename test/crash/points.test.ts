import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { CHAIN, WAYS } from './points.ts';

/**
 * Every named point is called somewhere in the product, and nothing in the product can switch the points
 * on. The crash tests show that each is reached.
 */

const root = join(import.meta.dirname, '../..');
const product = ['main', 'shared', 'renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
    .map((file) => join(folder, file)),
);
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const DEFINED = join('main', 'core', 'base', 'faultPoint.ts');

const called = new Set(
  product.flatMap((file) =>
    [...textOf(file).matchAll(/\bfaultPoint\('([\w.-]+)'\)/g)].map((match) => match[1] ?? ''),
  ),
);
const names = Object.keys(WAYS) as FaultPoint[];

test('every named point is called in the product', () => {
  expect(names.filter((name) => !called.has(name))).toEqual([]);
  expect([...called].filter((name) => !names.some((known) => known === name))).toEqual([]);
});

test('the crash tests reach every point, or name the test that does', () => {
  for (const name of names.filter((each) => !CHAIN.includes(each))) {
    const place = WAYS[name];
    const files = place.endsWith('.ts')
      ? [place]
      : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map((file) =>
          join(place, file),
        );
    expect(
      files.some((file) => file.endsWith('.ts') && textOf(file).includes(`'${name}'`)),
      name,
    ).toBe(true);
  }
});

test('nothing in the product can switch the points on', () => {
  const users = product.filter((file) => file !== DEFINED && textOf(file).includes('onFaultPoint'));
  expect(users).toEqual([]);
  // No setting, argument or variable can reach it, since the module imports nothing and reads nothing.
  const code = textOf(DEFINED).replaceAll(/\/\*[\s\S]*?\*\//g, '');
  expect(code).not.toMatch(/\bimport[ ({]|process\.|globalThis|require\(/);
});

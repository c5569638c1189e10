import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutations } from './mutations/list.ts';

/**
 * `npm run soak -- --mutations` breaks the product in named ways. Here: each of them still fits the source.
 */

const root = join(import.meta.dirname, '../..');

test.each(mutations)('$name: the piece of source that it changes occurs once', ({ changes }) => {
  for (const { file, from } of changes)
    expect(readFileSync(join(root, file), 'utf8').split(from).length - 1, `${file}: ${from}`).toBe(1);
});

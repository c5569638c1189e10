import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Bodies = z.array(z.object({ name: z.string(), text: z.string(), times: z.number().optional() }));

// Read as a file, since a bundler refuses half a surrogate pair.
const bodies: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/hostile/bodies.json'), 'utf8'),
);

/**
 * Texts that may come from a contact or a file and mean something to a browser, a spreadsheet, a database,
 * a template or a log. `text` is complete, with repeated parts written out.
 */
export const HOSTILE: readonly { readonly name: string; readonly text: string }[] = Bodies.parse(bodies).map(
  ({ name, text, times = 1 }) => ({ name, text: text.repeat(times) }),
);

/** What becomes of any text that goes through UTF-8: half a surrogate pair is replaced. */
export const asStored = (text: string) => text.toWellFormed();

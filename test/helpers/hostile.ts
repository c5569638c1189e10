import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Bodies = z.array(z.object({ name: z.string(), text: z.string(), times: z.number().optional() }));

// Read as a file: a bundler will not have half a surrogate pair.
const bodies: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/hostile/bodies.json'), 'utf8'),
);

/**
 * Texts that a contact may send (or a file may bring) and that mean something to somebody: to a browser, a
 * spreadsheet, a data base, a template, a log. `text` is the whole of it, what repeats written out.
 */
export const HOSTILE: readonly { readonly name: string; readonly text: string }[] = Bodies.parse(bodies).map(
  ({ name, text, times = 1 }) => ({ name, text: text.repeat(times) }),
);

/** What any text becomes that went through UTF-8 once: half a surrogate pair is no character. */
export const asStored = (text: string) => text.toWellFormed();

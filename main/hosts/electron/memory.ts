import { z } from 'zod';
import { LANGUAGES } from '../../../shared/text/language.ts';
import { readJson, writeJson } from './jsonFile.ts';

const Side = z.number().int().min(-100_000).max(100_000);
/** The place of a window, in Electron's pixels. */
const Bounds = z.object({ x: Side, y: Side, width: Side, height: Side, maximized: z.boolean() });
export type Bounds = z.infer<typeof Bounds>;

/** What the desktop program remembers of its windows; invalid values are ignored. */
const Remembered = z.object({
  /** As it was chosen on the screen; null: it never was. */
  language: z.enum(LANGUAGES).nullable().catch(null),
  scheme: z.enum(['auto', 'light', 'dark']).catch('auto'),
  bounds: Bounds.nullable().catch(null),
});
export type Remembered = z.infer<typeof Remembered>;

const NOTHING: Remembered = { language: null, scheme: 'auto', bounds: null };

export type Memory = { get(): Remembered; set(change: Partial<Remembered>): void };

/** Remembers in `file`; where that cannot be written, only until Heed ends. */
export function createMemory(file: string): Memory {
  let remembered = Remembered.safeParse(readJson(file)).data ?? NOTHING;
  return {
    get: () => remembered,
    set: (change) => {
      remembered = { ...remembered, ...change };
      try {
        writeJson(file, remembered);
      } catch {
        // Where it cannot be written, it is remembered until the end.
      }
    },
  };
}

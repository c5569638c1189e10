import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { storedFrom } from '../../../shared/text/stored.ts';
import { flush } from '../store/flush.ts';

/**
 * What stands beside each back-up, openly: enough to list, rotate and open it. Nothing of any person, and not
 * the organisation's name.
 */
export const Manifest = z.object({
  format: z.literal('heed-back-up'),
  version: z.literal(1),
  id: z.string().regex(/^[\w-]{1,64}$/),
  kind: z.enum(['scheduled', 'asked', 'before-restore']),
  madeAt: z.number().int(),
  organisation: z.string(),
  device: z.string(),
  /** Which key opens it; see keyRing.ts. */
  keyId: z.string(),
  storeVersion: z.number().int(),
  bytes: z.number().int(),
  /** The newest revision in it: where nothing is newer, no further back-up is needed. */
  clock: z.string(),
  entries: z.number().int(),
  head: z.string(),
  optOuts: z.number().int(),
  inForce: z.number().int(),
  /** What opening it and recomputing its ledger found; empty: it is whole. */
  problems: z.array(z.unknown().transform(storedFrom)),
});
export type Manifest = z.infer<typeof Manifest>;

const PART = '.part';
export const fileOf = (folder: string, id: string): string => join(folder, `${id}.db`);
const sideOf = (folder: string, id: string) => join(folder, `${id}.json`);
export const partOf = (folder: string, id: string): string => `${fileOf(folder, id)}${PART}`;

/**
 * Puts a finished copy and its manifest in their places: the manifest last, so that what is listed is whole.
 */
export function place(folder: string, manifest: Manifest): void {
  const side = sideOf(folder, manifest.id);
  writeFileSync(`${side}${PART}`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  flush(`${side}${PART}`);
  renameSync(partOf(folder, manifest.id), fileOf(folder, manifest.id));
  renameSync(`${side}${PART}`, side);
  flush(folder);
}

function read(folder: string, name: string): Manifest | null {
  try {
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    return existsSync(fileOf(folder, manifest.id)) && `${manifest.id}.json` === name ? manifest : null;
  } catch {
    return null;
  }
}

/**
 * The back-ups in a folder, newest first. Files of others are passed over; a folder that is not there holds
 * none.
 */
export function listManifests(folder: string): Manifest[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => read(folder, name) ?? [])
    .sort((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? 1 : -1));
}

/** The manifest goes first: what is listed can be opened. */
export function removeBackup(folder: string, id: string): void {
  rmSync(sideOf(folder, id), { force: true });
  rmSync(fileOf(folder, id), { force: true });
}

/** Clears away what a crash left half made. */
export function removeParts(folder: string): void {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder);
  for (const name of names) {
    const orphan = /^heed-[\w-]+\.db$/.test(name) && !names.includes(name.replace(/\.db$/, '.json'));
    if (/^heed-[\w-]+\.(db|json)\.part(-journal)?$/.test(name) || orphan)
      rmSync(join(folder, name), { force: true });
  }
}

export const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

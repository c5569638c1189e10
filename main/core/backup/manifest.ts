import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { storedFrom } from '../../../shared/text/stored.ts';
import { flush } from '../store/flush.ts';

/**
 * The file beside each back-up, not encrypted: what is needed to list, rotate and open it. Nothing about any
 * person, and not the organisation's name.
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
  /** The newest revision in it: as long as the store has no newer one, no further back-up is needed. */
  clock: z.string(),
  entries: z.number().int(),
  /** The last entry of each chain of the ledger. */
  heads: z.array(z.object({ chain: z.string(), position: z.number().int(), hash: z.string() })),
  optOuts: z.number().int(),
  inForce: z.number().int(),
  /** What the check after copying found; empty: nothing is wrong. */
  problems: z.array(z.unknown().transform(storedFrom)),
});
export type Manifest = z.infer<typeof Manifest>;

const PART = '.part';
export const fileOf = (folder: string, id: string): string => join(folder, `${id}.db`);
const sideOf = (folder: string, id: string) => join(folder, `${id}.json`);
export const partOf = (folder: string, id: string): string => `${fileOf(folder, id)}${PART}`;

/**
 * Moves a finished copy and its manifest to their places: the manifest last, so that only complete back-ups
 * are listed.
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

/** The back-ups in a folder, newest first. Other files are ignored; a missing folder has none. */
export function listManifests(folder: string): Manifest[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => read(folder, name) ?? [])
    .sort((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? 1 : -1));
}

/** The manifest is removed first, so that every listed back-up can be opened. */
export function removeBackup(folder: string, id: string): void {
  rmSync(sideOf(folder, id), { force: true });
  rmSync(fileOf(folder, id), { force: true });
}

/** Removes what a crash left unfinished. */
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

import { z } from 'zod';
import type { Core } from '../store/context.ts';
import { setMeta } from '../store/meta.ts';
import { one } from '../store/statement.ts';
import type { LoggedConsole } from './log/membership.ts';
import type { Place } from './place.ts';
import { type Sealing, unsealName } from './seal.ts';

/** What people call each console, kept for when the log does not answer. */
const KEY = 'console-names';
const Names = z.record(z.string(), z.string());

/** Its name in words; its name in the log, where the seal does not open. */
export function nameOf(sealing: Sealing, { id, sealedName }: LoggedConsole): string {
  try {
    return unsealName(sealing, id, sealedName);
  } catch {
    return id;
  }
}

/**
 * The names of all consoles that this one has ever known, by their names in the log. `consoles`: as the log
 * told them last.
 */
export function consoleNames(
  core: Core,
  { place, sealing }: { readonly place: Place; readonly sealing: Sealing },
  consoles: readonly LoggedConsole[],
): ReadonlyMap<string, string> {
  const kept = one<{ value: string }>(core.db, 'SELECT value FROM meta WHERE key = ?', KEY)?.value ?? '{}';
  const names = new Map(Object.entries(Names.parse(JSON.parse(kept))));
  names.set(place.console, place.name);
  for (const each of consoles) names.set(each.id, nameOf(sealing, each));
  const text = JSON.stringify(Object.fromEntries(names));
  if (text !== kept) core.writePart((tx) => setMeta(tx.db, KEY, text));
  return names;
}

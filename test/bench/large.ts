import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { makeLarge } from './large/make.ts';
import { type BenchCore, openBench } from './stores.ts';

/**
 * A store as an organisation has it after some campaigns: a million conversations with five times as many
 * texts, unless another size is asked for. The same in every run. Measures read it; whoever writes takes a
 * copy (`copyStore`) or rolls back.
 */
export type Large = {
  readonly storeDir: string;
  readonly conversations: number;
  /** Opens a connection of its own; the caller closes it. */
  open(): BenchCore;
};

let made: { readonly large: Large; forget(): void } | null = null;

/**
 * The large store of this run, made at the first call. `keep`: a folder in which it stays for later runs, one
 * a size.
 */
export async function largeFor(
  conversations: number,
  keep: string | undefined,
  note: (text: string) => void,
): Promise<Large> {
  if (made) return made.large;
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'heed-bench-large-'));
  const forget = () => {
    if (keep === undefined) rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', forget);
  const storeDir = join(folder, `large-${conversations}`);
  if (!existsSync(join(storeDir, STORE_FILE))) {
    note(`large store: making ${conversations.toLocaleString('en')} conversations`);
    const unfinished = `${storeDir}-unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    makeLarge(unfinished, conversations, note);
    renameSync(unfinished, storeDir);
  }
  made = { large: { storeDir, conversations, open: () => openBench(storeDir) }, forget };
  return made.large;
}

/** Removes the large store of this run, unless it is kept. */
export function forgetLarge(): void {
  made?.forget();
  made = null;
}

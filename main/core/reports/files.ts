import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Writes a file whole or not at all: a reader never meets half of one. */
export function writeWhole(folder: string, name: string, content: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `.${name}.part`);
  try {
    const file = openSync(part, 'w', 0o600);
    try {
      for (let at = 0; at < content.length; ) at += writeSync(file, content, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, join(folder, name));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Reports that lie in the folder, the newest first; none where it is not there. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^heed-compliance-.*\.(html|pdf)$/.test(name))
      .sort()
      .reverse()
      .slice(0, 48);
  } catch {
    return [];
  }
}

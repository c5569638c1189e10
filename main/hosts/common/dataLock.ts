import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../../../shared/text/stored.ts';
import { codeOf } from '../../core/base/errors.ts';
import { HostError } from './problem.ts';

/** Another console has the data folder open. */
export class DataLockError extends HostError {}

/**
 * When a process began, in the kernel's ticks: distinguishes it from a later one with the same number. Linux
 * only.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the name (field 2) may hold blanks, so count from its closing bracket.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isRunning(holder: string): boolean {
  const [pidText = '', start = ''] = holder.trim().split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (codeOf(error) !== 'EPERM') return false;
  }
  return start === '' || startOf(pid) === '' || startOf(pid) === start;
}

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Moves a stale lock aside; puts it back if it is a newer one that another process has just taken. */
function clear(file: string, stale: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, file);
  } catch {
    // Another process was quicker; the next attempt sees its lock.
  }
  rmSync(aside, { force: true });
}

/**
 * Takes the data folder for this process: one console per folder. A lock whose process is gone (a crash, kill
 * -9) is recovered. Returns the release. Throws DataLockError while another console holds it.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'heed.lock');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  // Written elsewhere and linked, so that nobody reads a half-written lock.
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        linkSync(draft, file);
        return () => {
          if (readHolder(file) === mine) rmSync(file, { force: true });
        };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const holder = readHolder(file);
      if (holder === null) continue;
      if (isRunning(holder)) break;
      clear(file, holder);
    }
    throw new DataLockError(
      keep('host:alreadyOpen', { pid: Number(readHolder(file)?.trim().split(' ')[0] ?? 0) }),
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

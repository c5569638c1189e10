import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { versionAbove } from './version.ts';

/**
 * Records of crashes, one small file each in `crashes/` of the data folder. They stay on this computer and
 * say which part ended and where in our code; never an error's message, which may quote a text, a number or a
 * secret. Chromium's own reports are switched off, since they hold pieces of the memory.
 */
const CrashRecord = z.object({
  time: z.iso.datetime(),
  /** Which process: core, console, window, desktop, or one of Chromium's. */
  part: z.string(),
  /** The kind of error, or Chromium's word for the end. */
  name: z.string(),
  /** File names and lines of our code. */
  at: z.string(),
  exitCode: z.number().nullable(),
  heed: z.string(),
});
export type CrashRecord = z.infer<typeof CrashRecord>;

const FOLDER = 'crashes';
const KEPT = 20;

let folder: string | null = null;

/** From now on crashes of this process, and those that it hears of, are recorded in this data folder. */
export function recordCrashesIn(dataDir: string): void {
  folder = join(dataDir, FOLDER);
}

const namesIn = (dir: string) =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort();

/** Records a crash; if that cannot be written, it is lost. */
export function recordCrash(crash: Pick<CrashRecord, 'part' | 'name' | 'at' | 'exitCode'>): void {
  if (folder === null) return;
  const time = new Date().toISOString();
  const record: CrashRecord = { time, ...crash, heed: versionAbove(import.meta.dirname) };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = `${time.replaceAll(':', '-')}-${process.pid}.json`;
    writeFileSync(join(folder, name), `${JSON.stringify(record)}\n`, { mode: 0o600 });
    for (const old of namesIn(folder).slice(0, -KEPT)) rmSync(join(folder, old), { force: true });
  } catch {
    // A full disk must not cause a further error.
  }
}

/** The newest records, oldest of them first. Other files are ignored. */
export function readCrashes(dataDir: string, most: number): CrashRecord[] {
  try {
    const dir = join(dataDir, FOLDER);
    return namesIn(dir)
      .slice(-most)
      .flatMap((name) => recordIn(join(dir, name)));
  } catch {
    return [];
  }
}

function recordIn(file: string): CrashRecord[] {
  try {
    return [CrashRecord.parse(JSON.parse(readFileSync(file, 'utf8')))];
  } catch {
    return [];
  }
}

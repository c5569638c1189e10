import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../main/core/store/open.ts';
import { one } from '../../main/core/store/statement.ts';

const KEY = 'ab'.repeat(32);
const CRASHES = 4;

/** Kills a writer after so many commits that it told of; returns the last of them. */
async function killed(dir: string, first: number, commits: number): Promise<number> {
  const action = JSON.stringify({ dir, key: KEY, first });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'checkpointChild.ts'), action]);
  let told = '';
  let trouble = '';
  child.stderr.on('data', (bytes: Buffer) => {
    trouble += bytes;
  });
  child.stdout.on('data', (bytes: Buffer) => {
    told += bytes;
    if (told.split('\n').length > commits) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal, trouble).toBe('SIGKILL');
  // A line that was cut off was not told.
  return Number(told.split('\n').at(-2));
}

test('kill -9 while a thread copies the log loses nothing that was committed', {
  timeout: 240_000,
}, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'heed-crash-checkpoint-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  let rows = 0;
  for (let crash = 0; crash < CRASHES; crash += 1) {
    const last = await killed(dir, rows + 1, 150 + 37 * crash);
    const db = openStore(dir, KEY);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const kept = Number(one<{ value: string }>(db, "SELECT value FROM meta WHERE key = 'last'")?.value);
    expect(kept).toBeGreaterThanOrEqual(last);
    expect(one<{ n: number }>(db, "SELECT count(*) AS n FROM meta WHERE key LIKE 'row-%'")?.n).toBe(kept);
    for (const row of [kept, last, rows + 1])
      expect(one<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', `row-${row}`)?.value).toBe(
        String(row).repeat(2000),
      );
    db.close();
    rows = kept;
  }
  expect(rows).toBeGreaterThan(CRASHES * 150);
});

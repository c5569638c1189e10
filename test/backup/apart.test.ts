import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileOf } from '../../main/core/backup/manifest.ts';
import { scratchOf } from '../../main/core/backup/uniteStore.ts';
import { type FaultPoint, onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { problemOf } from '../../main/core/console/problem.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { claim } from '../../main/core/outbox/claim.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import { keepingWorld } from './world.ts';

/** Restores and previews run on a thread of their own, while the console works on or is read only. */

let world: ReturnType<typeof keepingWorld>;
beforeEach(() => {
  world = keepingWorld();
});
afterEach(async () => {
  onFaultPoint(null);
  await world.remove();
});

/** Does something at the very moment at which a named point is passed. */
function at(point: FaultPoint, work: () => void): void {
  onFaultPoint((passed) => {
    if (passed === point) work();
  });
}
const clockOf = () =>
  one<{ value: string }>(world.core.db, "SELECT value FROM meta WHERE key = 'clock'")?.value ?? '';
const notes = () =>
  all<{ body: string }>(world.core.db, 'SELECT body FROM note ORDER BY id').map((row) => row.body);

/** A back-up, after which a note is removed and somebody is opted out. */
async function backUpAndGoOn(): Promise<string> {
  const { backups, admin, acts, core, tick } = world;
  acts.note(1);
  acts.optOut(0);
  acts.initial(3);
  const { id } = await backups.backUp(admin);
  tick();
  core.write((tx) => run(tx.db, 'DELETE FROM note'));
  acts.optOut(2);
  return id;
}

test('while a restore writes: all can be read, nothing saved, and nothing leaves', async () => {
  const { core, backups, admin, acts, clock } = world;
  const id = await backUpAndGoOn();
  acts.initial(4);
  core.inbound.beat(clock.now());
  core.write((tx) => run(tx.db, 'UPDATE connection SET last_inbound_ok_at = ?', tx.now));
  const seen: unknown[] = [];
  at('backup.restoring', () => {
    expect(() => claim(core, () => true, 50)).toThrow(/being merged with a copy/);
    expect(() => acts.note(5)).toThrow(/being merged with a copy/);
    seen.push(world.optedOut().size, core.recovered());
    seen.push(problemOf(core.trouble()).passing);
  });
  const { united, check } = await backups.restore(id, admin);
  expect(seen).toEqual([2, false, true]);
  expect(check.problems).toEqual([]);
  expect(united.conversations).toBe(0);
  // The restore is over: what was lost is back, what came since is still there, and the console writes
  // again.
  expect(core.trouble()).toBeNull();
  expect(notes()).toEqual(['A note about 1']);
  expect(world.optedOut().size).toBe(2);
  acts.note(7);
  expect(notes()).toEqual(['A note about 1', 'A note about 7']);
  expect(verify(core.db).problems).toEqual([]);
  expect(existsSync(scratchOf(core.storeDir))).toBe(false);
});

test('revisions go on from where the thread ended, though the clock stands still', async () => {
  const { core, backups, admin } = world;
  const id = await backUpAndGoOn();
  let before = '';
  at('backup.restoring', () => {
    before = clockOf();
  });
  await backups.restore(id, admin);
  onFaultPoint(null);
  const restored = clockOf();
  expect(restored > before).toBe(true);
  core.write((tx) => expect(tx.rev() > restored).toBe(true));
});

test('a preview finds out on a copy: whoever works meanwhile saves as ever, and nothing of it stays', async () => {
  const { core, backups, admin, acts, dir } = world;
  const id = await backUpAndGoOn();
  const steps = new Set<string>();
  let saved = 0;
  let done = false;
  core.changes.subscribe(() => {
    const underWay = backups.underWay();
    if (underWay?.progress) steps.add(`${underWay.task}: ${underWay.progress.step}`);
  });
  const looking = backups.preview(id, admin).finally(() => {
    done = true;
  });
  while (!done) {
    acts.note(5);
    saved += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await looking;
  expect(steps).toEqual(new Set(['preview: reading', 'preview: uniting']));
  expect(saved).toBeGreaterThan(1);
  expect(notes()).toHaveLength(saved);
  expect(readdirSync(dir).sort()).toEqual(['back-ups', 'organisation']);
});

test('a preview that nobody waits for any longer ends, and the next one is not kept waiting by it', async () => {
  const { core, backups, admin } = world;
  const id = await backUpAndGoOn();
  const leaving = new AbortController();
  const given = backups.preview(id, admin, leaving.signal);
  const ended = expect(given).rejects.toThrow(/was stopped/);
  await vi.waitUntil(() => backups.underWay()?.task === 'preview', { timeout: 30_000 });
  leaving.abort();
  await expect(backups.preview(id, admin)).resolves.toMatchObject({ conversations: 0 });
  await ended;
  expect(existsSync(scratchOf(core.storeDir))).toBe(false);
});

test('a preview waits for a check that runs by itself; a second restore is told to wait', async () => {
  const { backups, admin } = world;
  const id = await backUpAndGoOn();
  const checking = backups.check();
  await expect(backups.preview(id, admin)).resolves.toMatchObject({ conversations: 0 });
  await checking;
  const restoring = backups.restore(id, admin);
  await vi.waitUntil(() => backups.underWay()?.task === 'restore', { timeout: 30_000 });
  await expect(backups.restore(id, admin)).rejects.toThrow(/is under way/);
  await restoring;
});

test('Heed closes in the middle of a restore: the store is as it was, and no lock of it is left', async () => {
  const { core, backups, admin, acts } = world;
  const id = await backUpAndGoOn();
  let before: unknown[] = [];
  at('backup.restoring', () => {
    before = all(core.db, 'SELECT id, hash FROM ledger');
    void backups.stop();
  });
  await expect(backups.restore(id, admin)).rejects.toThrow(/was stopped. Nothing was changed/);
  expect(all(core.db, 'SELECT id, hash FROM ledger')).toEqual(before);
  expect(notes()).toEqual([]);
  acts.note(7);
  expect(notes()).toEqual(['A note about 7']);
});

test('a restore is refused while an import runs, which would fail half way', async () => {
  const { core, backups, admin, acts } = world;
  const id = await backUpAndGoOn();
  // It begins while the back-up is still being read.
  const begin = () =>
    writer(core).exec(
      "INSERT INTO job (id, kind, state, created_at, updated_at) VALUES ('j', 'contacts', 'running', 1, 1)",
    );
  onFaultPoint((point) => {
    if (point === 'backup.placed') begin();
  });
  await expect(backups.restore(id, admin)).rejects.toThrow(/An import is running/);
  expect(core.trouble()).toBeNull();
  acts.note(7);
  expect(notes()).toEqual(['A note about 7']);
});

test('a file that is no back-up any more: said so, and the console never rests', async () => {
  const { core, backups, admin } = world;
  const id = await backUpAndGoOn();
  writeFileSync(fileOf(backups.folder(), id), Buffer.alloc(8192, 7));
  let rested = false;
  core.changes.subscribe(() => {
    rested ||= core.trouble() !== null;
  });
  await expect(backups.restore(id, admin)).rejects.toThrow(/damaged. Choose another one/);
  expect(rested).toBe(false);
});

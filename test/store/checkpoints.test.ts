import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCheckpoints } from '../../main/core/store/checkpoints.ts';
import { addMeta } from '../../main/core/store/meta.ts';
import { openReader, STORE_FILE } from '../../main/core/store/open.ts';
import { one } from '../../main/core/store/statement.ts';
import { emptyLog } from '../../main/core/store/upkeep.ts';
import { writer } from '../helpers/core.ts';
import { FILE_KEY, fileCore } from '../helpers/fileCore.ts';

const SMALL = { copyAt: 40, longAt: 80, few: 20, fewest: 8, longest: 400 };
/** A frame of the log: a page and what stands before it. */
const FRAME = 4096 + 24;

function place(bounds = SMALL) {
  const world = fileCore();
  onTestFinished(world.remove);
  const db = writer(world.core);
  emptyLog(world.core.db, { waits: true });
  const failed = vi.fn<(error: unknown) => void>();
  const checkpoints = createCheckpoints(db, FILE_KEY, failed, bounds);
  onTestFinished(() => checkpoints.end());
  let rows = 0;
  /** Commits rows of half a page each. */
  function write(count = 1) {
    for (let each = 0; each < count; each += 1) {
      rows += 1;
      world.core.write((tx) => addMeta(tx.db, `row-${rows}`, String(rows).repeat(1000).slice(0, 2000)));
      checkpoints.wrote();
    }
  }
  const log = () => {
    const [found] = db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    return found ?? { log: 0, checkpointed: 0 };
  };
  return {
    ...world,
    db,
    failed,
    checkpoints,
    write,
    log,
    file: join(world.core.storeDir, STORE_FILE),
    byItself: () => db.pragma('wal_autocheckpoint', { simple: true }),
    rows: () => one<{ n: number }>(db, "SELECT count(*) AS n FROM meta WHERE key LIKE 'row-%'")?.n,
    written: () => rows,
  };
}

test('the log is copied on a thread, not in a commit, and then begins anew', async () => {
  const at = place();
  expect(at.byItself()).toBe(0);
  while (at.log().log < 35) at.write();
  expect(at.log().checkpointed).toBe(0);
  while (at.log().log < 60) at.write();
  await vi.waitFor(() => expect(at.log().checkpointed).toBe(at.log().log), 20_000);
  const before = statSync(`${at.file}-wal`).size;
  at.write();
  expect(at.log().log).toBeLessThan(30);
  // Overwriting costs less than a longer file.
  expect(statSync(`${at.file}-wal`).size).toBe(before);
  expect(at.failed).not.toHaveBeenCalled();
});

test('where writes come without an end, the log begins anew again and again, and nothing is lost', async () => {
  const at = place();
  let anew = 0;
  let last = 0;
  for (let turn = 0; turn < 20_000 && anew < 3; turn += 1) {
    at.write();
    const { log } = at.log();
    if (log < last) anew += 1;
    last = log;
    await at.checkpoints.turn();
  }
  expect(anew).toBe(3);
  expect(at.rows()).toBe(at.written());
  expect(at.db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(at.failed).not.toHaveBeenCalled();
});

test('a reader of an old moment is not disturbed, and its end lets the log begin anew', async () => {
  const at = place();
  const reader = openReader(at.core.storeDir, FILE_KEY) as ReturnType<typeof writer>;
  reader.exec('BEGIN');
  const seen = () => one<{ n: number }>(reader, 'SELECT count(*) AS n FROM meta')?.n;
  at.write();
  const before = seen();
  for (let turn = 0; turn < 60; turn += 1) {
    at.write(5);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(at.log().log).toBeGreaterThan(SMALL.longAt);
  expect(seen()).toBe(before);
  reader.exec('COMMIT');
  reader.close();
  const { log } = at.log();
  await vi.waitFor(() => {
    at.write();
    expect(at.log().log).toBeLessThan(log);
  }, 20_000);
  expect(at.failed).not.toHaveBeenCalled();
});

test('when it has ended, nobody else has the store open, and its connection copies by itself again', async () => {
  const at = place();
  while (at.log().log < 60) at.write();
  await at.checkpoints.end();
  expect(at.byItself()).toBe(4000);
  expect(at.log().checkpointed).toBe(at.log().log);
  // An erasure and a new key need the log empty; changing the mode needs the file for oneself.
  expect(emptyLog(at.core.db, { waits: false })).toBe(true);
  expect(statSync(`${at.file}-wal`).size).toBe(0);
  expect(at.db.pragma('journal_mode = DELETE', { simple: true })).toBe('delete');
  at.write(50);
});

test('at rest its thread has ended, and it begins again with what is written later', async () => {
  const at = place();
  while (at.log().log < 60) at.write();
  await at.checkpoints.rest();
  expect(at.log().checkpointed).toBe(at.log().log);
  expect(emptyLog(at.core.db, { waits: false })).toBe(true);
  expect(at.byItself()).toBe(0);
  while (at.log().log < 60) at.write();
  await vi.waitFor(() => expect(at.log().checkpointed).toBe(at.log().log), 20_000);
});

test('a page that was damaged in the log is told, and commits copy again meanwhile', async () => {
  const at = place();
  at.write(30);
  const handle = openSync(`${at.file}-wal`, 'r+');
  for (let frame = 0; frame < 20; frame += 1)
    writeSync(handle, Buffer.alloc(500, 7), 0, 500, 32 + frame * FRAME + 100);
  closeSync(handle);
  while (at.log().log < 60) at.write();
  await vi.waitFor(() => expect(at.failed).toHaveBeenCalledOnce(), 20_000);
  expect(at.failed.mock.calls[0]?.[0]).toMatchObject({ code: expect.stringMatching(/^SQLITE_/) });
  expect(at.core.report(at.failed.mock.calls[0]?.[0])?.code).toBe('damaged');
  expect(at.byItself()).toBe(4000);
});

test('a console copies so, from when it begins to run until it stops', async () => {
  const { core, remove } = fileCore();
  onTestFinished(remove);
  const db = writer(core);
  const end = core.copyLogOnThread();
  const log = () => (db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[])[0];
  for (let row = 0; row < 20; row += 1)
    core.writePart((tx) => addMeta(tx.db, `large-${row}`, String(row).repeat(1_000_000).slice(0, 1_000_000)));
  expect(log()?.log).toBeGreaterThan(4000);
  await core.turn();
  await vi.waitFor(() => expect(log()?.checkpointed).toBeGreaterThan(4000), 20_000);
  await core.logAtRest();
  expect(log()?.checkpointed).toBe(log()?.log);
  await end();
  expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(4000);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a thread that has died is told, its connection is gone, and commits copy again meanwhile', async () => {
  const started: Worker[] = [];
  const note = (worker: Worker) => void started.push(worker);
  process.on('worker', note);
  onTestFinished(() => void process.off('worker', note));
  const at = place();
  while (at.log().log < 60) at.write();
  await vi.waitFor(() => expect(at.log().checkpointed).toBe(at.log().log), 20_000);
  await started.at(-1)?.terminate();
  while (at.log().log < 60) at.write();
  await vi.waitFor(() => expect(at.failed).toHaveBeenCalledOnce(), 20_000);
  expect(at.byItself()).toBe(4000);
  await at.checkpoints.end();
  expect(at.db.pragma('journal_mode = DELETE', { simple: true })).toBe('delete');
  expect(at.rows()).toBe(at.written());
});

test('a store that is closed while its log is copied leaves no error behind that nobody hears', async () => {
  const at = place();
  while (at.log().log < 60) at.write();
  at.core.close();
  await at.checkpoints.end();
  expect(at.db.open).toBe(false);
});

test('a commit stays done where looking at the log fails', async () => {
  const { core, remove } = fileCore();
  onTestFinished(remove);
  const db = writer(core);
  const error = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  vi.spyOn(db, 'prepare').mockReturnValueOnce({
    get: () => {
      throw error;
    },
  } as never);
  const failed = vi.fn<(error: unknown) => void>();
  const { wrote, rest } = createCheckpoints(db, FILE_KEY, failed);
  expect(wrote).not.toThrow();
  await rest();
  expect(failed.mock.calls).toEqual([[error]]);
  // It copies by itself, and is not asked again at each commit.
  expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(4000);
  wrote();
  expect(failed).toHaveBeenCalledOnce();
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { carryOnSending, haltOf } from '../../main/core/backup/halt.ts';
import { fileOf } from '../../main/core/backup/manifest.ts';
import { onStoreWorker } from '../../main/core/backup/storeWorkerClient.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { connect, connectReader } from '../../main/core/store/open.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import { FILE_KEY } from '../helpers/fileCore.ts';
import { keepingWorld } from './world.ts';

let world: ReturnType<typeof keepingWorld>;
beforeEach(() => {
  world = keepingWorld();
});
afterEach(() => world.remove());

const HOUR = 3_600_000;
const count = (sql: string, ...values: unknown[]) =>
  one<{ n: number }>(world.core.db, sql, ...values)?.n ?? -1;

test('a back-up is encrypted with the key, opens with it and with no other, and was read and verified', async () => {
  const { backups, admin, acts } = world;
  acts.reply(0, 'STOP');
  const made = await backups.backUp(admin);
  expect(made).toMatchObject({ kind: 'asked', problems: [], inForce: 1 });
  const file = fileOf(backups.folder(), made.id);
  const bytes = readFileSync(file);
  expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  for (const word of ['Rent cap', 'Pat0', 'STOP', '+1202']) expect(bytes.includes(word), word).toBe(false);
  expect(() => connect(file, 'cd'.repeat(32), true)).toThrow(/key is wrong/);
  const db = connectReader(file, FILE_KEY);
  expect(verify(db)).toMatchObject({ problems: [], entries: made.entries, heads: made.heads });
  expect(one(db, "SELECT 1 AS n FROM message WHERE body = 'STOP'")).toEqual({ n: 1 });
  db.close();
  // The manifest beside it names nobody.
  expect(readFileSync(file.replace('.db', '.json'), 'utf8')).not.toMatch(/Rent|Pat0|\+1202/);
});

test('a back-up is made while the store is written to, and holds one moment of it', async () => {
  const { backups, admin, acts } = world;
  const making = backups.backUp(admin);
  for (let index = 0; index < 40; index += 1) acts.reply(index, `Hello ${index}`);
  const made = await making;
  const db = connectReader(fileOf(backups.folder(), made.id), FILE_KEY);
  expect(verify(db).problems).toEqual([]);
  db.close();
  expect(count("SELECT count(*) AS n FROM message WHERE direction = 'in'")).toBe(40);
});

test('by itself every hour where something was saved since, and not where the plan is off', async () => {
  const { backups, clock, acts, admin } = world;
  await backups.turn();
  await backups.turn();
  expect(backups.list()).toHaveLength(1);
  clock.advance(HOUR);
  await backups.turn();
  expect(backups.list()).toHaveLength(1);
  acts.reply(1, 'Something new');
  await backups.turn();
  expect(backups.list()).toHaveLength(2);
  backups.setPlan({ ...backups.plan(), on: false }, admin);
  acts.reply(1, 'Later');
  clock.advance(HOUR);
  await backups.turn();
  expect(backups.list()).toHaveLength(2);
});

test('the folder is a setting; one that cannot be used is refused, and a half made copy is cleared away', async () => {
  const { backups, admin, dir } = world;
  const elsewhere = join(dir, 'other disk');
  const plan = { ...backups.plan(), folder: elsewhere };
  expect(() => backups.setPlan({ ...plan, folder: 'here' }, admin)).toThrow(/cannot be used/);
  writeFileSync(join(dir, 'a file'), '');
  expect(() => backups.setPlan({ ...plan, folder: join(dir, 'a file') }, admin)).toThrow(/cannot be used/);
  backups.setPlan(plan, admin);
  mkdirSync(elsewhere, { recursive: true });
  const half = join(elsewhere, 'heed-20260101T000000Z-abcdef.db.part');
  writeFileSync(half, 'half');
  const foreign = join(elsewhere, 'holiday.json');
  writeFileSync(foreign, '{}');
  const made = await backups.backUp(admin);
  expect(existsSync(fileOf(elsewhere, made.id))).toBe(true);
  expect(existsSync(half)).toBe(false);
  expect(existsSync(foreign)).toBe(true);
  expect(backups.list().map((each) => each.id)).toEqual([made.id]);
  backups.remove(made.id, admin);
  expect(backups.list()).toEqual([]);
});

test('a broken chain is found in the background, stops all sending, and an admin lets it go on', async () => {
  const { core, backups, acts, admin, texter, person } = world;
  acts.optOut(0);
  writer(core).exec("DROP TRIGGER ledger_no_update; UPDATE ledger SET payload = '{}' WHERE kind = 'opt-out'");
  acts.initial(1);
  await backups.turn();
  expect(haltOf(core.db)).toMatchObject({ why: 'verification' });
  expect(acts.send()).toEqual([]);
  const queued = core.write((tx) =>
    enqueue(core, tx, { conversationId: person(2).id, kind: 'initial', body: 'Hi', authorId: texter }),
  );
  expect(queued).toMatchObject({ ok: true, waits: 'sending-off' });
  core.write((tx) => carryOnSending(core, tx, admin));
  world.clock.advance(10_000);
  expect(acts.send()).toHaveLength(2);
  expect(all(core.db, "SELECT kind FROM ledger WHERE kind LIKE 'sending-%'")).toEqual([
    { kind: 'sending-halted' },
    { kind: 'sending-resumed' },
  ]);
});

test('a whole store is found whole, once a day', async () => {
  const { core, backups, clock } = world;
  await backups.turn();
  await backups.turn();
  expect(count('SELECT count(*) AS n FROM verification')).toBe(1);
  clock.advance(25 * HOUR);
  await backups.turn();
  expect(all(core.db, 'SELECT cause, problems FROM verification')).toEqual([
    { cause: 'schedule', problems: '[]' },
    { cause: 'schedule', problems: '[]' },
  ]);
  expect(haltOf(core.db)).toBeNull();
});

test('a thread that is asked to stop is waited for: its reason is told, and nothing of it is left in the store', async () => {
  const { core } = world;
  const task = { kind: 'check', file: join(core.storeDir, 'heed.db'), key: FILE_KEY } as const;
  for (let time = 0; time < 12; time += 1) {
    const stop = new AbortController();
    const reason = new Error(`Stopped at ${time}.`);
    const work = onStoreWorker(task, stop.signal);
    // The stop comes before the thread runs, while it starts, while it reads, and after it has ended.
    setTimeout(() => stop.abort(reason), time * 12);
    const ended = await work.then(
      (checked) => checked?.problems,
      (error: unknown) => error,
    );
    expect([reason, []]).toContainEqual(ended);
    // Only the writer is open: another reader would keep the journal from being emptied.
    expect(writer(core).pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
  }
});

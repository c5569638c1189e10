import { afterEach, expect, test, vi } from 'vitest';
import { type FaultPoint, onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { createTogether } from '../../main/core/store/together.ts';
import type { Tx } from '../../main/core/store/tx.ts';
import { StoreError } from '../../main/core/store/types.ts';
import { testCore, writer } from '../helpers/core.ts';

/**
 * Writes that share a transaction: all are durable at once and in order, and one that fails is undone
 * alone.
 */

afterEach(() => {
  onFaultPoint(null);
  vi.restoreAllMocks();
});

function counting(): FaultPoint[] {
  const points: FaultPoint[] = [];
  onFaultPoint((point) => points.push(point));
  return points;
}

function notes() {
  const { core } = testCore();
  // No transaction here ends because its time is up, however busy the machine is.
  vi.spyOn(performance, 'now').mockReturnValue(0);
  const note = (key: string) =>
    core.together.later((tx) => run(tx.db, "INSERT INTO meta (key, value) VALUES (?, '')", key));
  const kept = () =>
    all<{ key: string }>(core.db, "SELECT key FROM meta WHERE key LIKE 'n-%' ORDER BY key").map(
      ({ key }) => key,
    );
  return { core, note, kept };
}

test('writes of one turn of the event loop are one transaction, in the order in which they came', async () => {
  const { core, kept } = notes();
  const points = counting();
  const written: string[] = [];
  const write = (key: string) =>
    core.together.later((tx) => {
      expect(tx.db.inTransaction).toBe(true);
      run(tx.db, "INSERT INTO meta (key, value) VALUES (?, '')", key);
      written.push(key);
      return key;
    });
  expect(await Promise.all(['n-3', 'n-1', 'n-2'].map(write))).toEqual(['n-3', 'n-1', 'n-2']);
  expect(core.db.inTransaction).toBe(false);
  expect(written).toEqual(['n-3', 'n-1', 'n-2']);
  expect(kept()).toEqual(['n-1', 'n-2', 'n-3']);
  expect(points.filter((point) => point === 'together.piece')).toHaveLength(3);
  expect(points.filter((point) => point === 'together.committed')).toHaveLength(1);
});

test('a write that throws changes nothing, gets its error, and the others go on', async () => {
  const { core, note, kept } = notes();
  const odd = core.together.later((tx) => {
    run(tx.db, "INSERT INTO meta (key, value) VALUES ('n-odd', '')");
    throw new TypeError('odd');
  });
  const twice = [note('n-1'), note('n-1'), note('n-2')];
  await expect(odd).rejects.toThrow('odd');
  const ends = await Promise.allSettled(twice);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(kept()).toEqual(['n-1', 'n-2']);
  expect(core.trouble()).toBeNull();
});

test('where the store cannot be written nothing of any is durable, and each is told so', async () => {
  const { core, note, kept } = notes();
  writer(core).pragma('query_only = ON');
  const ends = await Promise.allSettled([note('n-1'), note('n-2')]);
  for (const end of ends) expect(end.status === 'rejected' && end.reason).toBeInstanceOf(StoreError);
  expect(kept()).toEqual([]);
  writer(core).pragma('query_only = OFF');
  await note('n-1');
  expect(kept()).toEqual(['n-1']);
});

test('a disk that fills up in the middle of one ends all of them', async () => {
  const { core, note, kept } = notes();
  const full = core.together.later(() => {
    throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
  });
  const ends = await Promise.allSettled([note('n-1'), full, note('n-2')]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(kept()).toEqual([]);
});

test('no write begins while something else has to come first', async () => {
  const { core, kept } = notes();
  const asked: number[] = [];
  const { later } = createTogether(core.write, () => {
    asked.push(kept().length);
    return asked.length > 3;
  });
  await later((tx) => run(tx.db, "INSERT INTO meta (key, value) VALUES ('n-1', '')"));
  expect(asked).toEqual([0, 0, 0, 0]);
  expect(kept()).toEqual(['n-1']);
});

test('a write that cannot wait takes along what waits, which comes before', async () => {
  const { core, note, kept } = notes();
  const points = counting();
  const waiting = [note('n-1'), note('n-1')];
  const seen = core.together.now((tx) => {
    run(tx.db, "INSERT INTO meta (key, value) VALUES ('n-2', '')");
    return kept();
  });
  expect(seen).toEqual(['n-1', 'n-2']);
  expect(core.db.inTransaction).toBe(false);
  const ends = await Promise.allSettled(waiting);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(points.filter((point) => point === 'together.committed')).toHaveLength(1);

  const other = note('n-3');
  expect(() =>
    core.together.now((tx) => {
      run(tx.db, "INSERT INTO meta (key, value) VALUES ('n-4', '')");
      throw new TypeError('odd');
    }),
  ).toThrow('odd');
  await other;
  expect(kept()).toEqual(['n-1', 'n-2', 'n-3']);
});

test('what comes ahead is written first, and what waits is written with it; each fails alone', async () => {
  const { core, note, kept } = notes();
  const points = counting();
  const waiting = [note('n-1'), note('n-1'), note('n-3')];
  const insert = (key: string) => (tx: Tx) => {
    run(tx.db, "INSERT INTO meta (key, value) VALUES (?, '')", key);
    return kept();
  };
  const outcomes = core.ahead([insert('n-2'), insert('n-2'), insert('n-4')]);
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
  expect(outcomes.map((outcome) => outcome.ok && outcome.value)).toEqual([['n-2'], false, ['n-2', 'n-4']]);
  expect(core.db.inTransaction).toBe(false);
  const ends = await Promise.allSettled(waiting);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(kept()).toEqual(['n-1', 'n-2', 'n-3', 'n-4']);
  expect(points.filter((point) => point === 'together.committed')).toHaveLength(1);
});

test('while what comes ahead takes all the time, what waits goes on waiting', async () => {
  const { core, note, kept } = notes();
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  const waiting = note('n-waits');
  const slow = (tx: Tx) => {
    time += 20;
    run(tx.db, "INSERT INTO meta (key, value) VALUES (?, '')", `n-${time}`);
  };
  expect(core.ahead([slow, slow, slow])).toHaveLength(2);
  expect(kept()).toEqual(['n-20', 'n-40']);
  await waiting;
  expect(kept()).toEqual(['n-20', 'n-40', 'n-waits']);
});

test('where what comes ahead cannot be written, what waits is not either, and each is told so', async () => {
  const { core, note, kept } = notes();
  const waiting = note('n-1');
  const ended = expect(waiting).rejects.toThrow(StoreError);
  writer(core).pragma('query_only = ON');
  const ahead = () => core.ahead([(tx) => run(tx.db, "INSERT INTO meta (key, value) VALUES ('n-2', '')")]);
  expect(ahead).toThrow(StoreError);
  await ended;
  writer(core).pragma('query_only = OFF');
  ahead();
  expect(kept()).toEqual(['n-2']);
});

test('what waited and was taken along leaves no empty transaction behind', async () => {
  const { core, kept } = notes();
  let ahead: (() => void) | null = null;
  const written = vi.fn(core.write);
  const together = createTogether(written as typeof core.write, () => {
    ahead?.();
    return true;
  });
  const one = (key: string) => (tx: Tx) =>
    void run(tx.db, "INSERT INTO meta (key, value) VALUES (?, '')", key);
  ahead = () => void together.ahead([one('n-reply')]);
  await together.later(one('n-1'));
  expect(kept()).toEqual(['n-1', 'n-reply']);
  expect(written).toHaveBeenCalledTimes(1);
});

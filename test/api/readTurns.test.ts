import { setImmediate as turnEnds } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createReadTurns } from '../../main/core/access/readTurns.ts';

/** Asks for turns and notes who had one. Each look at the clock takes `step` milliseconds. */
function waiting(step = 0) {
  let now = 0;
  const turns = createReadTurns(() => {
    now += step;
    return now;
  });
  const had: string[] = [];
  const ask = (who: string, calm = false) => turns.next(who, calm).then(() => had.push(who));
  return { had, ask };
}

test('reads that take long are done over several turns, so that an act comes between them', async () => {
  const { had, ask } = waiting(30);
  const all = Promise.all([ask('a'), ask('b'), ask('c')]);
  expect(had).toEqual([]);
  setImmediate(() => had.push('act'));
  await all;
  expect(had).toEqual(['a', 'act', 'b', 'c']);
});

test('short reads are done in one turn, but not without end', async () => {
  const { had, ask } = waiting();
  const callers = Array.from({ length: 50 }, (_, index) => `texter ${index}`);
  const all = Promise.all(callers.map((who) => ask(who)));
  setImmediate(() => had.push('act'));
  await all;
  const act = had.indexOf('act');
  expect(act).toBeGreaterThan(10);
  expect(act).toBeLessThan(50);
});

test('whoever asks much waits behind their own, and theirs stay in order', async () => {
  const turns = createReadTurns();
  const had: string[] = [];
  const asked = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) =>
    turns.next(name.slice(0, 1), false).then(() => had.push(name)),
  );
  await Promise.all(asked);
  expect(had).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

test('calm reads come last, but each turn has one of them', async () => {
  const { had, ask } = waiting(30);
  const asked = [ask('calm 1', true), ask('calm 2', true)];
  for (const who of ['a', 'b', 'c']) asked.push(ask(who));
  await Promise.all(asked);
  expect(had).toEqual(['calm 1', 'a', 'calm 2', 'b', 'c']);
  const several = waiting();
  await Promise.all([several.ask('calm 1', true), several.ask('calm 2', true), several.ask('a')]);
  expect(several.had).toEqual(['calm 1', 'a', 'calm 2']);
});

test('after a silence a read has its turn again', async () => {
  const { had, ask } = waiting();
  await ask('a');
  await turnEnds();
  await ask('a');
  expect(had).toEqual(['a', 'a']);
});

test('a desk that asks without end does not fill the memory: what is too much is done at once', async () => {
  const { had, ask } = waiting();
  const asked = Array.from({ length: 1000 }, () => ask('a'));
  await Promise.resolve();
  await Promise.resolve();
  expect(had.length).toBeGreaterThan(900);
  const other = ask('b');
  await other;
  expect(had.length).toBeLessThan(1000);
  await Promise.all(asked);
  expect(had.filter((who) => who === 'a')).toHaveLength(1000);
});

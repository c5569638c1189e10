import { afterEach, expect, test } from 'vitest';
import { unwitnessed } from '../../main/core/consoles/positionRecord.ts';
import { type LogMember, membersOn, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

const open: LogMember[] = [];
afterEach(() => {
  for (const { at } of open.splice(0)) at.db.close();
});

test('ends of chains are named on, though the clock was put back by an hour', async () => {
  const [here, there] = membersOn(memoryLog(), ['X', 'Y']);
  if (!here || !there) throw new Error('Two consoles are needed.');
  open.push(here, there);
  there.acts.optOut(0);
  await untilQuiet([here, there]);
  expect(unwitnessed(here.at.db)).toBe(0);
  here.at.clock.advance(-3_600_000);
  there.acts.optOut(1);
  await untilQuiet([here, there]);
  expect(unwitnessed(here.at.db)).toBe(0);
});

import { afterEach, expect, test } from 'vitest';
import { LogError } from '../../main/core/consoles/log/changeLog.ts';
import { createTag } from '../../main/core/conversations/tags.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { organisation } from '../backup/organisation.ts';
import { type LogMember, memberOn, SEALING, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/** Who asked to stop is told before everything else that waits, however much that is. */

const open: LogMember[] = [];
afterEach(() => {
  for (const { at } of open.splice(0)) at.db.close();
});

/** Two consoles; of the second one the log takes only so many changes, then it is out of reach. */
function two() {
  const log = memoryLog();
  const [first, second] = organisation(['X', 'Y']);
  if (!first || !second) throw new Error('Two consoles are needed.');
  const through = log.openFor('Y');
  const line = { left: Number.POSITIVE_INFINITY };
  const port: typeof through = {
    ...through,
    async append(changes, leases) {
      if (line.left === 0) throw new LogError('unreachable', 'It is out of reach.');
      const few = changes.slice(0, line.left);
      line.left -= few.length;
      const appended = await through.append(few, leases);
      if (few.length < changes.length) throw new LogError('unreachable', 'It is out of reach.');
      return appended;
    },
  };
  const here = memberOn(log, first);
  const there = memberOn(log, second, SEALING, port, 10);
  open.push(here, there);
  return { here, there, line };
}

const makeTags = ({ at: { core }, cast }: LogMember, from: number, to: number) => {
  for (let n = from; n <= to; n += 1)
    core.write((tx) => createTag(core, tx, cast.admin, { name: `Tag ${n}`, tone: 'ok' }));
};
const isOut = ({ at: { db }, cast }: LogMember, person: number) =>
  isOptedOut(db, cast.person(person).subject);

test('an opt-out goes before much that was written earlier', async () => {
  const { here, there, line } = two();
  makeTags(there, 1, 40);
  there.acts.optOut(0);
  line.left = 1;
  await expect(there.send()).rejects.toThrow('out of reach');
  await here.receive();
  expect(isOut(here, 0)).toBe(true);
  line.left = Number.POSITIVE_INFINITY;
  await untilQuiet([here, there]);
});

test('also where the log was out of reach while the rest was written', async () => {
  const { here, there, line } = two();
  for (let round = 0; round < 4; round += 1) {
    makeTags(there, round * 10 + 1, round * 10 + 10);
    line.left = 0;
    await expect(there.send()).rejects.toThrow('out of reach');
  }
  there.acts.optOut(0);
  line.left = 2;
  await expect(there.send()).rejects.toThrow('out of reach');
  await here.receive();
  expect(isOut(here, 0)).toBe(true);
  line.left = Number.POSITIVE_INFINITY;
  await untilQuiet([here, there]);
});

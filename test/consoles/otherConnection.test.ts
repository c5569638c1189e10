import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { giveUpNumber } from '../../main/core/senders/retireNumber.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { connection, senderNumber } from '../helpers/seed.ts';
import { type SendingConsole, sendingWorld } from './sendingWorld.ts';

/**
 * First texts of a number that is retired go over to a number of another connection, which another console
 * has, while the first one has claimed them: no lease keeps both from sending, and yet each leaves once.
 */

/** A has the lease of the first connection and one text of it queued, B that of the second. */
async function begun() {
  const world = sendingWorld(['A', 'B']);
  const [a, b] = [world.of('A'), world.of('B')];
  const other = connection(a.core, { profile: 'provider-1', provider: 'bandwidth' });
  const to = senderNumber(a.core, { connectionId: other, number: '+12165550191' });
  a.core.write((tx) => run(tx.db, "UPDATE connection SET state = 'ready'"));
  await a.exchange();
  await b.exchange();
  b.core.write((tx) => run(tx.db, "UPDATE connection SET state = 'ready'"));
  await a.round();
  world.more.push(other);
  await b.round();
  await a.poll();
  await b.poll();
  a.write(0);
  for (const each of [a, b, a]) await each.exchange();
  const [{ id: from = '' } = {}] = all<{ id: string }>(
    a.core.db,
    "SELECT id FROM sender_number WHERE number = '+12165550190'",
  );
  const admin = all<{ id: string }>(a.core.db, "SELECT id FROM account WHERE role = 'admin'")[0]?.id ?? '';
  /** An admin retires the first number there. */
  const retire = ({ core }: SendingConsole) =>
    core.write((tx) => {
      const by = { moveTo: to, confirmed: ['sender-has-queued', 'sender-has-contacts'] as const };
      const moved = giveUpNumber(core, tx, admin, from, by);
      run(tx.db, 'UPDATE sender_number SET active = 0, rev = ? WHERE id = ?', tx.rev(), from);
      return moved;
    });
  return { world, a, b, retire, to };
}
const outgoing = ({ core }: SendingConsole) =>
  all<{ state: string; number: string }>(
    core.db,
    `SELECT m.state, s.number FROM message m JOIN sender_number s ON s.id = m.sender_number_id
     WHERE m.direction = 'out' ORDER BY m.state`,
  ).map(({ state, number }) => `${state} ${number.slice(-3)}`);

test('one that nobody has claimed leaves from the other number, written anew', async () => {
  const { world, a, b, retire } = await begun();
  expect(retire(b)).toMatchObject({ texts: 1, givenUp: 0 });
  expect(outgoing(b)).toEqual(['cancelled 190', 'queued 191']);
  await b.dispatch();
  for (const each of [b, a]) await each.exchange();
  await a.dispatch();
  expect(world.provider.reached.map(({ from, body }) => [from, body])).toEqual([['+12165550191', 'Hi 0']]);
  expect(outgoing(a)).toEqual(['cancelled 190', 'sent 191']);
});

test('where the new claim is in the log first, the old one does not leave', async () => {
  const { world, a, b, retire } = await begun();
  // A claims it without the log, and again before it hears.
  world.log.away.add('A');
  await a.dispatch();
  world.log.away.delete('A');
  await a.round();
  retire(b);
  await b.dispatch();
  await a.dispatch();
  for (const each of [a, b, a, b]) await each.exchange();
  for (const each of [a, b, a, b]) await each.dispatch();
  expect(world.provider.reached.map(({ from }) => from)).toEqual(['+12165550191']);
});

test('where the old claim is in the log first, what was written anew does not leave', async () => {
  const { world, a, b, retire } = await begun();
  retire(b);
  world.provider.holdAnswers();
  const sending = a.dispatch();
  for (let turn = 0; turn < 1000 && world.provider.reached.length === 0; turn += 1) await setImmediate();
  expect(world.provider.reached).toHaveLength(1);
  const other = b.dispatch();
  for (let turn = 0; turn < 1000; turn += 1) await setImmediate();
  world.provider.letAnswersGo();
  await Promise.all([sending, other]);
  for (const each of [a, b, a, b]) await each.exchange();
  for (const each of [b, a, b]) await each.dispatch();
  for (const each of [a, b, a, b]) await each.exchange();
  expect(world.provider.reached.map(({ from }) => from)).toEqual(['+12165550190']);
  for (const each of [a, b]) expect(outgoing(each)).toEqual(['cancelled 191', 'sent 190']);
});

import { expect, test } from 'vitest';
import { createCourier } from '../../main/core/consoles/courier.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all } from '../../main/core/store/statement.ts';
import { act, optedOut, shouldBe, words } from '../backup/acts.ts';
import { agree, dice } from '../backup/exchange.ts';
import { organisation } from '../backup/organisation.ts';
import { SEALING } from './members.ts';
import { newUnion } from './world.ts';

test('consoles over a log in PostgreSQL agree', async () => {
  const roll = dice(77);
  const { first, join } = await newUnion();
  const logs = [first, await join('b'), await join('c')];
  const consoles = organisation(['a', 'b', 'c']).map((member, place) => {
    const log = logs[place];
    if (!log) throw new Error('Each console has its log.');
    const { name, core } = member.at;
    return { ...member, courier: createCourier({ core, log, sealing: SEALING, console: name }) };
  });
  for (let count = 0; count < 60; count += 1) {
    const at = consoles[roll(3)];
    if (!at) continue;
    if (roll(5) > 0) act(at, roll);
    else await at.courier.receive((await at.courier.send([])).heads);
  }
  const should = shouldBe(consoles.map(({ at }) => at));
  for (let round = 0; round < 6; round += 1)
    for (const { at, courier } of consoles) {
      at.clock.advance(61_000);
      await courier.receive((await courier.send([])).heads);
    }
  expect(consoles.map(({ courier }) => courier.waits())).toEqual([false, false, false]);
  agree(
    consoles.map(({ at }) => at),
    'over PostgreSQL',
  );
  const ledgers = consoles.map(({ at }) => all(at.db, 'SELECT id, hash FROM ledger ORDER BY id'));
  for (const { at } of consoles) {
    expect(optedOut(at)).toEqual(should);
    expect(words(at)).toEqual([]);
    expect(verify(at.db).problems).toEqual([]);
    expect(all(at.db, 'SELECT id, hash FROM ledger ORDER BY id')).toEqual(ledgers[0]);
    at.db.close();
  }
});

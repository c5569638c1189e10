import { expect, test } from 'vitest';
import { sweepHanding } from '../../main/core/campaigns/handingSweep.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { sendingWorld } from './sendingWorld.ts';

/** Who got contacts on request may work at another console than the one that takes them back. */

const MINUTE = 60_000;

/** A sweeps; the texter got two contacts at B, and has done something at A long ago, or never. */
async function begun(actedAtA: boolean) {
  const world = sendingWorld(['A', 'B'], 2);
  const [a, b] = [world.of('A'), world.of('B')];
  for (const each of [a, b]) await each.round();
  await a.poll();
  const handing = { batch: 2, mostPerDay: null, chosenOnly: false, idleMinutes: 30, answerMinutes: 60 };
  a.core.write((tx) => {
    run(tx.db, 'UPDATE campaign SET handing = ?, rev = ?', JSON.stringify(handing), tx.rev());
    if (actedAtA) run(tx.db, "INSERT INTO presence SELECT id, 1 FROM account WHERE role = 'texter'");
  });
  await a.exchange();
  await b.exchange();
  b.core.write((tx) => run(tx.db, 'UPDATE conversation SET texter_since = ?, rev = ?', tx.now, tx.rev()));
  const kept = async (minutes: number) => {
    world.pass(minutes * MINUTE);
    for (const each of [a, b]) await each.round();
    expect(a.leases.right.sweeps()).toBe(true);
    for (const each of [b, a, b, a]) await each.exchange();
    sweepHanding(a.core);
    return all(a.core.db, "SELECT 1 FROM conversation WHERE texter_id IS NOT NULL AND state = 'to-send'")
      .length;
  };
  return { b, kept };
}

test.each([true, false])(
  'whoever works at another console keeps their contacts (acted here: %s)',
  async (acted) => {
    const { b, kept } = await begun(acted);
    expect(await kept(20)).toBe(2);
    b.write(0);
    expect(await kept(20)).toBe(1);
    expect(await kept(5)).toBe(1);
  },
);

test.each([true, false])(
  'whoever does nothing anywhere for long gives them back (acted here: %s)',
  async (acted) => {
    const { b, kept } = await begun(acted);
    b.write(0);
    expect(await kept(29)).toBe(1);
    expect(await kept(2)).toBe(0);
  },
);

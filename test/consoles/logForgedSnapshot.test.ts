import { expect, test, vi } from 'vitest';
import type { ConsoleService } from '../../main/core/console/console.ts';
import type { LogAddress } from '../../main/core/consoles/log/address.ts';
import { tidyUp } from '../console/place.ts';
import { queryAs } from './postgres.ts';
import { adminOf, computer, firstConsole, isOut, optOutAt } from './wholeConsoles.ts';

/** Whoever keeps the database has a console that joins begin with something else than was laid down. */

tidyUp();

async function snapshots(owner: LogAddress): Promise<number[]> {
  const rows = await queryAs(
    owner,
    'SELECT number FROM heed.snapshot WHERE pieces IS NOT NULL ORDER BY number',
  );
  return rows.map((row) => Number(row.number));
}

/** A code, whose snapshot is there. */
async function invited(office: ConsoleService, owner: LogAddress): Promise<string> {
  const before = (await snapshots(owner)).at(-1) ?? 0;
  const { code } = await office.consoles().invite(adminOf(office), 'Train');
  await vi.waitUntil(async () => ((await snapshots(owner)).at(-1) ?? 0) > before, { timeout: 20_000 });
  return code;
}

test('one that is said to go further than it does leaves no change out', async () => {
  const { service: office, owner } = await firstConsole();
  const code = await invited(office, owner);
  optOutAt(office, 1);
  const logged = () => queryAs(owner, 'SELECT id, head FROM heed.console WHERE head > 0');
  await vi.waitUntil(
    async () => (await office.consoles().state()).waiting === 0 && (await logged()).length > 0,
    {
      timeout: 20_000,
    },
  );
  await queryAs(
    owner,
    'UPDATE heed.snapshot s SET heads = (SELECT jsonb_object_agg(c.id, c.head) FROM heed.console c WHERE c.head > 0)',
  );
  const train = await computer().start();
  await train.joinConsoles(code, null);
  await vi.waitUntil(() => isOut(train, 1), { timeout: 20_000 });
});

test.each([
  ['its last piece is gone', 'UPDATE heed.snapshot SET pieces = pieces - 1'],
  ['all of its pieces are gone', 'UPDATE heed.snapshot SET pieces = 0'],
])('one of which %s is refused, and the first start is as it was', async (_, forge) => {
  const { service: office, owner } = await firstConsole();
  optOutAt(office, 1);
  const code = await invited(office, owner);
  await queryAs(owner, forge);
  const train = await computer().start();
  await expect(train.joinConsoles(code, null)).rejects.toThrow('does not fit');
  expect(train.phase()).toBe('first-run');
});

test('a piece of an earlier one in the place of a later one is refused', async () => {
  const { service: office, owner } = await firstConsole();
  await invited(office, owner);
  optOutAt(office, 1);
  const code = await invited(office, owner);
  const [earlier, later] = await snapshots(owner);
  await queryAs(
    owner,
    `UPDATE heed.snapshot_piece p SET sealed = (SELECT o.sealed FROM heed.snapshot_piece o
       WHERE o.snapshot = ${earlier} AND o.place = 1) WHERE p.snapshot = ${later} AND p.place = 1`,
  );
  const train = await computer().start();
  await expect(train.joinConsoles(code, null)).rejects.toThrow('does not fit');
});

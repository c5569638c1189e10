import { expect, test, vi } from 'vitest';
import type { ConsoleService } from '../../main/core/console/console.ts';
import { openKeyring, readSecrets } from '../../main/core/consoles/keys/keyring.ts';
import { newPair, openFrom, pairOf, sealFor } from '../../main/core/consoles/keys/pair.ts';
import type { LogAddress } from '../../main/core/consoles/log/address.ts';
import { type Place, readPlace } from '../../main/core/consoles/place.ts';
import { keyNumberOf, oneKey, type Sealing, unseal } from '../../main/core/consoles/seal.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all } from '../../main/core/store/statement.ts';
import { coreOf, tidyUp } from '../console/place.ts';
import { queryAs } from './postgres.ts';
import { adminOf, computer, firstConsole, idOf, isOut, optOutAt, secondConsole } from './wholeConsoles.ts';

/** A console that goes takes the organisation's key along, so those that stay get a new one. */

tidyUp();
type Computer = ReturnType<typeof computer>;
const placeOf = (service: ConsoleService) => readPlace(coreOf(service).db) as Place;
const WAIT = { timeout: 20_000 };

/** The number of the key that sealed each change in the log, in the order in which they came. */
const sealedWith = async (owner: LogAddress): Promise<number[]> =>
  (await queryAs(owner, 'SELECT sealed FROM heed.change ORDER BY at')).map(({ sealed }) =>
    keyNumberOf(sealed as Buffer),
  );

/** What somebody can read of the log who has these keys, and all of the database. */
async function readable(owner: LogAddress, organisation: string, secrets: Computer['secrets']) {
  const keys = await Promise.all([1, 2, 3].map((number) => secrets.get(`organisation-log-key-${number}`)));
  const sealing: Sealing = {
    organisation,
    keys: {
      ...oneKey(Buffer.alloc(32)),
      find: (n) => (keys[n - 1] ? Buffer.from(keys[n - 1] ?? '', 'hex') : null),
    },
  };
  const rows = await queryAs(owner, 'SELECT console, number::int, sealed FROM heed.change ORDER BY at');
  return rows.map((row) => {
    try {
      unseal(sealing, row as { console: string; number: number }, row.sealed as Buffer);
      return true;
    } catch {
      return false;
    }
  });
}

/** The office, a train and a third console, of which each has heard of all. */
async function three() {
  const { service: office, owner, office: atOffice } = await firstConsole();
  const { service: train, train: atTrain } = await secondConsole(office);
  const { service: lost, train: atLost } = await secondConsole(office, 'Lost');
  optOutAt(lost, 1);
  await vi.waitUntil(() => isOut(office, 1) && isOut(train, 1), WAIT);
  return { office, owner, train, lost, atOffice, atTrain, atLost };
}

test('who was shut out can read nothing that comes afterwards, whatever of the database it gets', async () => {
  const { office, owner, train, lost, atLost } = await three();
  const before = (await sealedWith(owner)).length;
  expect(new Set(await sealedWith(owner))).toEqual(new Set([1]));
  await office.consoles().remove(adminOf(office), await idOf(office, 'Lost'));
  expect(await office.consoles().state()).toMatchObject({ keyDue: false, problem: '' });
  await vi.waitUntil(() => placeOf(train).newestKey === 2, WAIT);
  optOutAt(train, 2);
  optOutAt(office, 3);
  await vi.waitUntil(() => isOut(office, 2) && isOut(train, 3), WAIT);
  const { organisation } = placeOf(office);
  const read = await readable(owner, organisation, atLost.secrets);
  expect(read.slice(0, before)).toEqual(Array(before).fill(true));
  const after = await sealedWith(owner);
  for (const [place, number] of after.entries()) expect(read[place]).toBe(number === 1);
  expect(after.filter((number) => number === 2).length).toBeGreaterThanOrEqual(2);
  // The new key lies there for others, and its own does not open it.
  const own = Buffer.from((await atLost.secrets.get('log-own-key')) ?? '', 'hex');
  const makerOpen = pairOf(Buffer.from((await atLost.secrets.get('log-own-key')) ?? '', 'hex')).open;
  for (const { console: to, maker, sealed } of await queryAs(owner, 'SELECT * FROM heed.key'))
    for (const from of [maker as string, placeOf(lost).console])
      expect(() =>
        openFrom(own, makerOpen, { organisation, number: 2, from, to: to as string }, sealed as Buffer),
      ).toThrow();
  for (const service of [office, train]) {
    expect(verify(coreOf(service).db).problems).toEqual([]);
    expect(placeOf(service).without).toEqual([placeOf(lost).console]);
  }
  const state = await train.consoles().state();
  expect(state.consoles.map(({ name }) => name)).toEqual(['Office', 'Train']);
});

test('one that was away meanwhile comes back, with what it wrote there', async () => {
  const { office, train, atTrain } = await three();
  optOutAt(train, 4);
  await train.close();
  await office.consoles().remove(adminOf(office), await idOf(office, 'Lost'));
  optOutAt(office, 5);
  const again = await atTrain.start();
  await vi.waitUntil(() => isOut(again, 5) && isOut(office, 4), WAIT);
  await again.close();
  // The key store lost it, such as in a power cut: the log gives it again.
  await atTrain.secrets.delete('organisation-log-key-2');
  const once = await atTrain.start();
  optOutAt(once, 6);
  await vi.waitUntil(() => isOut(office, 6), WAIT);
  expect((await once.consoles().state()).problem).toBe('');
});

test('one that leaves by itself has the old key, too: the others get a new one', async () => {
  const { office, train, lost } = await three();
  const id = placeOf(lost).console;
  await lost.consoles().remove(adminOf(lost), id);
  await vi.waitUntil(() => placeOf(office).newestKey === 2 && placeOf(train).newestKey === 2, WAIT);
  expect(placeOf(train).without).toEqual([id]);
  expect((await train.consoles().state()).keyDue).toBe(false);
  optOutAt(train, 7);
  await vi.waitUntil(() => isOut(office, 7), WAIT);
});

test('where it cannot be made at once it is said, and made as soon as it can be', async () => {
  const { office, train, owner } = await three();
  await queryAs(owner, 'ALTER FUNCTION heed.renew_key RENAME TO renew_key_later');
  await office.consoles().remove(adminOf(office), await idOf(office, 'Lost'));
  expect((await office.consoles().state()).keyDue).toBe(true);
  expect(placeOf(office).newestKey).toBe(1);
  await queryAs(owner, 'ALTER FUNCTION heed.renew_key_later RENAME TO renew_key');
  await vi.waitUntil(() => placeOf(train).newestKey === 2, WAIT);
  await vi.waitUntil(async () => !(await office.consoles().state()).keyDue, WAIT);
});

test('where the log fails just then, the removal is noted all the same', async () => {
  const { office, owner } = await three();
  const id = await idOf(office, 'Lost');
  await queryAs(owner, 'ALTER TABLE heed.key RENAME TO key_later');
  await office.consoles().remove(adminOf(office), id);
  const noted = "SELECT 1 FROM ledger WHERE kind = 'console-removed' AND payload LIKE '%' || ? || '%'";
  expect(all(coreOf(office).db, noted, id)).toHaveLength(1);
  await queryAs(owner, 'ALTER TABLE heed.key_later RENAME TO key');
  await vi.waitUntil(() => placeOf(office).newestKey === 2, WAIT);
});

test('a code that was open is over; a new one brings all keys, and another console may make the next', async () => {
  const { office, train, owner } = await three();
  const { code } = await office.consoles().invite(adminOf(office), 'Late');
  await office.consoles().remove(adminOf(office), await idOf(office, 'Lost'));
  const late = await computer().start();
  await expect(late.joinConsoles(code, null)).rejects.toThrow();
  optOutAt(office, 8);
  const { service: fourth } = await secondConsole(office, 'Fourth');
  expect(isOut(fourth, 8)).toBe(true);
  await vi.waitUntil(() => placeOf(train).newestKey === 2, WAIT);
  await train.consoles().remove(adminOf(train), await idOf(train, 'Office'));
  await vi.waitUntil(() => placeOf(fourth).newestKey === 3, WAIT);
  optOutAt(fourth, 9);
  await vi.waitUntil(() => isOut(train, 9), WAIT);
  expect(await sealedWith(owner)).toContain(3);
});

test('a key store that lost keys gets them again, also one whose maker has gone since', async () => {
  const { office, train, lost, atTrain } = await three();
  await office.consoles().remove(adminOf(office), placeOf(lost).console);
  await vi.waitUntil(() => placeOf(train).newestKey === 2, WAIT);
  await train.consoles().remove(adminOf(train), placeOf(office).console);
  expect(placeOf(train).newestKey).toBe(3);
  const names = [2, 3].map((number) => `organisation-log-key-${number}`);
  const keys = await Promise.all(names.map((name) => atTrain.secrets.get(name)));
  await train.close();
  for (const name of names) await atTrain.secrets.delete(name);
  const again = await atTrain.start();
  await vi.waitUntil(async () => (await atTrain.secrets.get(names[1] ?? '')) !== null, WAIT);
  expect(await Promise.all(names.map((name) => atTrain.secrets.get(name)))).toEqual(keys);
  expect(placeOf(again)).toMatchObject({
    newestKey: 3,
    without: [placeOf(lost).console, placeOf(office).console].toSorted(),
  });
  const { consoles: after, problem } = await again.consoles().state();
  expect([problem, after.map(({ name }) => name)]).toEqual(['', ['Train']]);
});

test('two that are removed at once by two consoles: both have gone from the newest key', async () => {
  const { office, train, lost } = await three();
  const { service: fourth } = await secondConsole(office, 'Fourth');
  await vi.waitUntil(async () => (await idOf(train, 'Fourth')) !== '', WAIT);
  const [ofLost, ofFourth] = [placeOf(lost).console, placeOf(fourth).console];
  await Promise.all([
    office.consoles().remove(adminOf(office), ofLost),
    train.consoles().remove(adminOf(train), ofFourth),
  ]);
  const both = [ofLost, ofFourth].toSorted();
  await vi.waitUntil(
    () => [office, train].every((service) => placeOf(service).without.join() === both.join()),
    WAIT,
  );
  optOutAt(office, 10);
  await vi.waitUntil(() => isOut(train, 10), WAIT);
  expect((await train.consoles().state()).problem).toBe('');
});

test('a key that somebody who has gone, or whoever runs the database, puts there is taken by nobody', async () => {
  const { office, train, lost, owner, atLost, atTrain } = await three();
  await office.consoles().remove(adminOf(office), await idOf(office, 'Lost'));
  await vi.waitUntil(() => placeOf(train).newestKey === 2, WAIT);
  const place = placeOf(train);
  const { organisation, console: to } = place;
  const [from, ofOffice] = [placeOf(lost).console, placeOf(office).console];
  const core = coreOf(train);
  const { random } = core.ports;
  const united = all<{ payload: string }>(
    core.db,
    "SELECT payload FROM ledger WHERE kind = 'console-united'",
  );
  const said = united.map(({ payload }): { console: string; key: string } => JSON.parse(payload));
  const openOf = (id: string) => Buffer.from(said.find((each) => each.console === id)?.key ?? '', 'hex');
  const own = Buffer.from((await atLost.secrets.get('log-own-key')) ?? '', 'hex');
  const body = Buffer.from(JSON.stringify({ key: 'ab'.repeat(32), without: [] }));
  const handing = { organisation, number: 3, from, to };
  const byOffice = { ...handing, from: ofOffice };
  const forged = [
    { maker: from, sealed: sealFor(own, openOf(to), handing, body, random) },
    // Under another's name, with its own key or with one that nobody knows.
    { maker: ofOffice, sealed: sealFor(own, openOf(to), byOffice, body, random) },
    { maker: ofOffice, sealed: sealFor(newPair(random).own, openOf(to), byOffice, body, random) },
    { maker: ofOffice, sealed: Buffer.alloc(0) },
  ];
  const had = await readSecrets(atTrain.secrets, place);
  if (had === null) throw new Error('The train has its secrets.');
  for (const { maker, sealed } of forged) {
    const log = { keys: async () => [{ number: 3, maker, makerPublic: null, sealed }] };
    const { keys } = openKeyring({ ...had, core, secrets: atTrain.secrets, log, place });
    await expect(keys.take()).rejects.toMatchObject({ code: 'broken' });
    expect(keys.newest().number).toBe(2);
    expect(placeOf(train).newestKey).toBe(2);
  }
  // Where it lies in the log, the console stops and says so, and goes on when it is gone.
  const hex = forged[0]?.sealed.toString('hex');
  await queryAs(owner, `INSERT INTO heed.key VALUES ('${organisation}', 3, '${to}', '${from}', '\\x${hex}')`);
  await vi.waitUntil(async () => (await train.consoles().state()).problem !== '', WAIT);
  await queryAs(owner, 'DELETE FROM heed.key WHERE number = 3');
  await vi.waitUntil(async () => (await train.consoles().state()).problem === '', WAIT);
});

test('a key that is made while a console fetches its store comes to that one, too', async () => {
  const { office, owner } = await three();
  const { code } = await office.consoles().invite(adminOf(office), 'Slow');
  const whole = 'SELECT 1 FROM heed.snapshot WHERE pieces IS NOT NULL';
  await vi.waitUntil(async () => (await queryAs(owner, whole)).length > 0, WAIT);
  await queryAs(owner, 'DELETE FROM heed.snapshot');
  const slow = await computer().start();
  const joined = slow.joinConsoles(code, null);
  const told = 'SELECT 1 FROM heed.console WHERE removed_at IS NULL AND sealed_public IS NOT NULL';
  await vi.waitUntil(async () => (await queryAs(owner, told)).length === 4, WAIT);
  await office.consoles().remove(adminOf(office), await idOf(office, 'Lost'));
  // It takes no snapshot of an older key, and gets one of the new key.
  await joined;
  expect(isOut(slow, 1)).toBe(true);
  expect(placeOf(slow).newestKey).toBe(2);
  optOutAt(slow, 11);
  await vi.waitUntil(() => isOut(office, 11), WAIT);
});

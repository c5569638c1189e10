import { Secret, TOTP } from 'otpauth';
import { afterEach, expect, test } from 'vitest';
import {
  beginSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  removeSecondFactor,
  takeCode,
  wouldTake,
} from '../../main/core/accounts/secondFactor.ts';
import { sourceOf } from '../../main/core/backup/unite/source.ts';
import { unite } from '../../main/core/backup/unite/unite.ts';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { decodeChange } from '../../main/core/consoles/changeFormat.ts';
import { LogError } from '../../main/core/consoles/log/changeLog.ts';
import { positions } from '../../main/core/consoles/positionRecord.ts';
import { unseal } from '../../main/core/consoles/seal.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { setCampaignPicture } from '../../main/core/pictures/pictureRecord.ts';
import { beginCapture, endCapture } from '../../main/core/store/capture/capture.ts';
import { watchedTables } from '../../main/core/store/capture/watched.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { OWN, PROJECTED } from '../../main/core/store/united.ts';
import { columns, openConsole } from '../backup/consoles.ts';
import { agree } from '../backup/exchange.ts';
import { organisation } from '../backup/organisation.ts';
import { type LogMember, memberOn, membersOn, SEALING, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/** What a console notes of what it writes, and what it tells of that. */

const open: { readonly db: { close(): void } }[] = [];
afterEach(() => {
  onFaultPoint(null);
  for (const { db } of open.splice(0)) db.close();
});

const noted = (at: ReturnType<typeof openConsole>) =>
  all<{ kind: string; id: string }>(at.db, 'SELECT kind, id FROM changed_row ORDER BY seq');
const forget = (at: ReturnType<typeof openConsole>) =>
  at.core.write((tx) => run(tx.db, 'DELETE FROM changed_row'));

/** Made by the product alone, so that its own entries and notes are told: no row of these is made up. */
const BY_PRODUCT = new Set(['ledger', 'removed', 'other_id']);
const TABLES = watchedTables(openConsole('0').db).filter(({ table }) => !BY_PRODUCT.has(table));

test.each(TABLES)(
  '$table: a new row, and each column that is told, is noted; others are not',
  ({ table, told: columnsTold, keys }) => {
    const at = openConsole('X');
    open.push(at);
    at.db.pragma('foreign_keys = OFF');
    at.db.pragma('ignore_check_constraints = ON');
    const types = new Map(
      all<{ name: string; type: string }>(at.db, 'SELECT name, type FROM pragma_table_info(?)', table).map(
        ({ name, type }) => [name, type],
      ),
    );
    const value = (name: string, round: number) =>
      types.get(name) === 'INTEGER'
        ? round
        : types.get(name) === 'BLOB'
          ? Buffer.from([round])
          : `${name}-${round}`;
    const names = columns(table).map(({ name }) => name);
    at.core.write((tx) =>
      run(
        tx.db,
        `INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...names.map((name) => value(name, 1)),
      ),
    );
    const id = keys.map((key) => String(value(key, 1))).join(' ');
    expect(noted(at)).toContainEqual({ kind: table, id });
    const mine = new Set([...(OWN[table] ?? []), ...(PROJECTED[table] ?? [])]);
    for (const name of names.filter((each) => !keys.includes(each))) {
      forget(at);
      at.core.write((tx) => run(tx.db, `UPDATE "${table}" SET "${name}" = ?`, value(name, 2)));
      expect(
        noted(at).some((row) => row.kind === table),
        name,
      ).toBe(!mine.has(name));
      expect(columnsTold.includes(name), name).toBe(!mine.has(name));
    }
  },
);

function two(log = memoryLog()) {
  const [here, there] = membersOn(log, ['X', 'Y']);
  if (!here || !there) throw new Error('Two consoles are needed.');
  open.push(here.at, there.at);
  return { log, here, there };
}
const told = (log: ReturnType<typeof memoryLog>, { at, name }: LogMember, number: number) =>
  decodeChange(at.db, unseal(SEALING, { console: name, number }, log.sealed(name, number))).rows;

test('what was taken back is not told, and neither is what was erased before it was', async () => {
  const { log, there } = two();
  there.acts.note(0);
  expect(() =>
    there.at.core.write((tx) => {
      run(tx.db, "UPDATE tag SET name = 'Nothing'");
      throw new Error('Taken back.');
    }),
  ).toThrow('Taken back.');
  const { subject } = there.cast.person(0);
  there.at.core.write((tx) =>
    erasePerson(there.at.core, tx, { subject, reason: 'asked', actorId: there.cast.admin }),
  );
  await there.send();
  const rows = told(log, there, 1);
  expect(Object.keys(rows)).toContain('erasure');
  expect(rows.tag).toBeUndefined();
  expect(JSON.stringify(rows)).not.toContain('A note about 0');
  expect(JSON.stringify(rows)).not.toContain('Pat0');
});

test('a store of one console notes nothing, and has no triggers for it', () => {
  const { here } = two();
  const triggers = () => all(here.at.db, 'SELECT 1 FROM sqlite_temp_schema');
  expect(triggers().length).toBeGreaterThan(0);
  here.at.core.write((tx) => endCapture(tx.db));
  here.acts.optOut(0);
  expect(triggers()).toEqual([]);
  expect(noted(here.at)).toEqual([]);
  expect(() =>
    here.at.core.write((tx) => {
      beginCapture(tx.db);
      throw new Error('Taken back.');
    }),
  ).toThrow('Taken back.');
  expect(triggers()).toEqual([]);
});

test('a picture comes with every row that refers to it', async () => {
  const { log, here, there } = two();
  const picture = { kind: 'png', width: 1, height: 1, content: Buffer.from('picture'), hash: 'h1' } as const;
  const campaignId = String(all<{ id: string }>(there.at.db, 'SELECT id FROM campaign')[0]?.id);
  there.at.core.write((tx) => setCampaignPicture(tx, campaignId, picture));
  await untilQuiet([here, there]);
  expect(all(here.at.db, 'SELECT content FROM picture')).toEqual([{ content: picture.content }]);
  // Only the row that refers to it changes.
  there.at.core.write((tx) => run(tx.db, 'UPDATE campaign_picture SET rev = ?', tx.rev()));
  await there.send();
  expect(told(log, there, log.heads().get('Y') ?? 0).picture).toHaveLength(1);
});

test('ends of chains are named once a minute for all that came, and never answer each other', async () => {
  const { here, there } = two();
  const witnesses = () => all(here.at.db, "SELECT 1 FROM ledger WHERE kind = 'ledger-united'").length;
  for (let count = 0; count < 5; count += 1) {
    there.acts.optOut(count);
    await there.send();
    await here.receive();
    here.at.clock.advance(1000);
  }
  expect(witnesses()).toBe(1);
  await untilQuiet([here, there]);
  expect(witnesses()).toBe(2);
  await untilQuiet([here, there]);
  expect(witnesses()).toBe(2);
});

test('an entry that names the end of a chain waits for that chain', async () => {
  // It gives the later of the two first.
  const log = memoryLog((names) => [...names].reverse());
  const [x, y, z] = membersOn(log, ['X', 'Y', 'Z']);
  if (!x || !y || !z) throw new Error('Three consoles are needed.');
  open.push(x.at, y.at, z.at);
  x.acts.optOut(0);
  await x.send();
  await y.receive();
  await y.send();
  expect(told(log, y, 1).ledger).toMatchObject([{ kind: 'ledger-united' }]);
  const problems: unknown[] = [];
  onFaultPoint(() => problems.push(...verify(z.at.core.db).problems));
  await expect(z.receive(new Map([['Y', 1]]))).resolves.toMatchObject({ changes: 2 });
  expect(positions(z.at.core.db)).toEqual(
    new Map([
      ['X', 1],
      ['Y', 1],
    ]),
  );
  expect(problems).toEqual([]);
});

test('what a file brought is told on, with the chains of the consoles that wrote it', async () => {
  const { here, there } = two();
  const [apart] = organisation(['Z']);
  if (!apart) throw new Error('A console is needed.');
  open.push(apart.at);
  for (let count = 0; count < 4; count += 1) apart.acts.optOut(count);
  apart.acts.reply(4, 'STOP');
  there.at.core.write((tx) => unite(there.at.core, tx, sourceOf(apart.at.db), { mode: 'copy', whole: true }));
  await untilQuiet([here, there]);
  agree([here.at, there.at], 'after a file');
  const chains = ({ at }: LogMember) =>
    all(at.db, 'SELECT chain, position, hash FROM ledger ORDER BY chain, position');
  expect(chains(here)).toEqual(chains(there));
  expect(new Set(chains(here).map((row) => (row as { chain: string }).chain)).size).toBeGreaterThan(2);
  for (const { at } of [here, there]) expect(verify(at.db).problems).toEqual([]);
  expect(all(here.at.db, 'SELECT 1 FROM opt_out')).toHaveLength(5);
});

test('a second factor and its recovery codes are told, and taking them away holds though a code was used meanwhile', async () => {
  const { here, there } = two();
  const { admin } = there.cast;
  const secret = there.at.core.write((tx) =>
    beginSecondFactor(there.at.core, tx, { id: admin, login: 'maya' }),
  ).secret;
  const code = new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) });
  const codes = there.at.core.write((tx) =>
    confirmSecondFactor(there.at.core, tx, admin, code.generate({ timestamp: tx.now })),
  );
  await untilQuiet([here, there]);
  expect(hasSecondFactor(here.at.db, admin)).toBe(true);
  const first = codes?.[0] ?? '';
  expect(wouldTake(here.at.db, admin, first, 0)).toBe(true);
  here.at.core.write((tx) => takeCode(here.at.core, tx, admin, first));
  await untilQuiet([here, there]);
  expect(wouldTake(there.at.db, admin, first, 0)).toBe(false);
  here.at.core.write((tx) => takeCode(here.at.core, tx, admin, codes?.[1] ?? ''));
  there.at.core.write((tx) => removeSecondFactor(there.at.core, tx, null, admin));
  await untilQuiet([here, there]);
  for (const { at } of [here, there]) {
    expect(hasSecondFactor(at.db, admin)).toBe(false);
    expect(all(at.db, 'SELECT 1 FROM recovery_code')).toEqual([]);
  }
});

test.each(['before', 'after'])(
  'an append that fails %s the log took it is made again, byte for byte',
  async (when) => {
    const { log, here, there } = two();
    const port = log.openFor('Y');
    let fails = true;
    const { courier } = memberOn(log, there, SEALING, {
      ...port,
      append: async (changes, leases) => {
        if (fails && when === 'after') await port.append(changes, leases);
        if (fails) throw new LogError('unreachable', 'The line broke.');
        return port.append(changes, leases);
      },
    });
    there.acts.optOut(0);
    await expect(courier.send([])).rejects.toMatchObject({ code: 'unreachable' });
    expect(courier.waits()).toBe(true);
    fails = false;
    there.acts.optOut(1);
    await courier.send([]);
    expect(courier.waits()).toBe(false);
    expect(log.heads().get('Y')).toBe(2);
    await here.receive();
    expect(all(here.at.db, 'SELECT 1 FROM opt_out')).toHaveLength(2);
  },
);

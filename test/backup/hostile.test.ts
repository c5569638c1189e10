import { expect, test } from 'vitest';
import { changeSource, type Row } from '../../main/core/backup/unite/source.ts';
import { unite } from '../../main/core/backup/unite/unite.ts';
import { entryDigest, entryHash, GENESIS } from '../../main/core/ledger/chain.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { forgetSettings, readSettings } from '../../main/core/settings/settings.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { apply, type Change, type Console, columns } from './consoles.ts';
import { organisation } from './organisation.ts';

/** Rows that no console of ours has written, as a file of somebody else may hold them. */

function alone() {
  const [made] = organisation(['A']);
  if (!made) throw new Error('No console was made.');
  return made;
}
const copy = ({ core, db }: Console, rows: Change) =>
  core.write((tx) => unite(core, tx, changeSource(db, rows), { mode: 'copy', whole: true }));
const rowIn = (db: Console['db'], table: string) => {
  const names = columns(table).map(({ name }) => `"${name}"`);
  return one<Row>(db, `SELECT ${names.join(', ')} FROM "${table}"`) ?? {};
};
/** The first entry of a chain, with a hash that fits. */
function entry(of: { chain: string; subject: string; kind: string; payload: string }): Row {
  const fields = { id: `of-${of.chain}`, clock: '', actor: 'heed', evidence_id: null, ...of };
  const hash = entryHash({ chain: of.chain, position: 1 }, GENESIS, GENESIS, entryDigest(fields, 1));
  return { ...fields, position: 1, fork: 0, previous_hash: GENESIS, hash };
}

test.each([
  ['of a time for which digits do not suffice', 'zzzzzzzzzzzzzz'],
  ['with the last time that has digits', 'zzzzzzzzz-----'],
  ['without digits', '!!!!!!!!!!!!!!'],
  ['too short', '~'],
])('a revision %s neither moves our clock nor stands above what is done later', (_, rev) => {
  const { at, acts } = alone();
  const { core, db } = at;
  const before = core.write((tx) => tx.rev());
  apply(at, {
    tag: [{ ...rowIn(db, 'tag'), name: 'Theirs', rev }],
    removed: [{ kind: 'tag', id: rowIn(db, 'tag').id, rev }],
  });
  apply(at, { connection: [{ ...rowIn(db, 'connection'), id: 'theirs', rev }] });
  expect(rowIn(db, 'tag')).toMatchObject({ name: 'Ride' });
  expect(one(db, "SELECT rev FROM connection WHERE id = 'theirs'")).toEqual({ rev: '' });
  const [after, next] = [core.write((tx) => tx.rev()), core.write((tx) => tx.rev())];
  expect([before, after, next].sort()).toEqual([before, after, next]);
  acts.optOut(0);
  expect(verify(db).problems).toEqual([]);
});

test('what can never be one thing is not made one: opt-outs, and words that name no table', () => {
  const { at, acts } = alone();
  acts.optOut(0);
  acts.optOut(1);
  const [id, same_as] = all<{ id: string }>(at.db, 'SELECT id FROM opt_out').map((row) => row.id);
  for (const kind of ['opt_out', 'erasure', 'ledger', 'meta', 'nothing', '" ', 'toString'])
    apply(at, { other_id: [{ kind, id, same_as }], removed: [{ kind, id, rev: 'OmoqpZ--------' }] });
  expect(all(at.db, 'SELECT id FROM opt_out')).toHaveLength(2);
  expect(verify(at.db).problems).toEqual([]);
});

test('an entry whose payload is broken is taken in as it is, and opts nobody in', () => {
  const { at, acts, cast } = alone();
  acts.optOut(0);
  const { id } = rowIn(at.db, 'opt_out');
  const { subject } = cast.person(0);
  const broken = ['{', 'null', '[]', '{"optOut":5}', `{"optOut":${'['.repeat(2000)}${']'.repeat(2000)}}`];
  for (const [index, payload] of [...broken, `{"optOut":"${id}","optOut":"other"}`].entries())
    copy(at, { ledger: [entry({ chain: `evil${index}`, subject, kind: 'opt-out-reversed', payload })] });
  expect(all(at.db, "SELECT 1 FROM ledger WHERE kind = 'opt-out-reversed'")).toHaveLength(6);
  expect(rowIn(at.db, 'opt_out')).toMatchObject({ id });
  expect(one(at.db, 'SELECT reversed FROM opt_out')).toEqual({ reversed: 0 });
  expect(verify(at.db).problems).toEqual([]);
});

test.each(['cancelled', 'prevented', 'unknown', 'sending'])(
  'a text that is %s here is not queued by a copy that had another attempt',
  (state) => {
    const { at, acts } = alone();
    acts.initial(0);
    const queued = rowIn(at.db, 'message');
    at.core.write((tx) => tx.db.prepare('UPDATE message SET state = ?, rev = ?').run(state, tx.rev()));
    copy(at, { message: [{ ...queued, attempt: 1 }] });
    expect(rowIn(at.db, 'message')).toMatchObject({ state });
  },
);

test('a row that has the id of ours and is about somebody else changes nothing', () => {
  const { at, acts, cast } = alone();
  acts.optOut(0);
  acts.initial(1);
  const before = [rowIn(at.db, 'opt_out'), rowIn(at.db, 'message')];
  const [optOut = {}, message = {}] = before;
  for (const subject of ['', 'zzzz', cast.person(2).subject]) {
    copy(at, {
      opt_out: [{ ...optOut, subject }],
      message: [{ ...message, subject, state: 'sent', rev: 'Zzzzzz--------' }],
    });
    apply(at, {
      opt_out: [{ ...optOut, subject }],
      message: [{ ...message, subject, state: 'sent', rev: 'Zzzzzz--------' }],
    });
  }
  expect([rowIn(at.db, 'opt_out'), rowIn(at.db, 'message')]).toEqual(before);
  expect(verify(at.db).problems).toEqual([]);
});

test('two accounts, tags or contacts of ours do not become one because a copy says so', () => {
  const { at } = alone();
  const [one_ = '', another = ''] = all<{ id: string }>(at.db, 'SELECT id FROM account').map(({ id }) => id);
  const [pat = '', kim = ''] = all<{ id: string }>(at.db, 'SELECT id FROM conversation').map(({ id }) => id);
  const rows = () => all(at.db, 'SELECT id, login, role FROM account ORDER BY id');
  const people = () => all(at.db, 'SELECT id, subject FROM conversation ORDER BY id');
  const before = [rows(), people()];
  const contacts = { kind: 'conversation', id: pat, same_as: kim };
  copy(at, { other_id: [{ kind: 'account', id: one_, same_as: another }, contacts] });
  apply(at, { other_id: [contacts] });
  expect([rows(), people()]).toEqual(before);
});

test('whom a copy brings signs in only after an admin allowed it, however often it is brought; who was closed stays so', () => {
  const { at } = alone();
  const { id, ...account } = rowIn(at.db, 'account');
  const stranger = { ...account, id: 'stranger', login: 'stranger', active: 1 };
  const active = (who: unknown) =>
    one<{ active: number }>(at.db, 'SELECT active FROM account WHERE id = ?', who);
  for (let time = 0; time < 3; time += 1) {
    copy(at, { account: [{ ...stranger, rev: time < 2 ? account.rev : at.core.write((tx) => tx.rev()) }] });
    expect(active('stranger')).toEqual({ active: 0 });
  }
  at.core.write((tx) =>
    tx.db.prepare('UPDATE account SET active = 0, rev = ? WHERE id = ?').run(tx.rev(), id),
  );
  copy(at, { account: [{ ...account, id, active: 1, rev: at.core.write((tx) => tx.rev()) }] });
  expect(active(id)).toEqual({ active: 0 });
});

test('a file loosens no setting that protects people, also none that nobody here has changed', () => {
  const { at } = alone();
  const rev = at.core.write((tx) => tx.rev());
  const theirs = {
    autoOptOut: false,
    stateHours: false,
    firstResponseOnly: false,
    oftenLimit: null,
    inboundLimitMinutes: 60,
    idleLockMinutes: 240,
    secondFactorRoles: [],
    extraKeywords: ['BASTA'],
  };
  const before = readSettings(at.db);
  for (const mode of ['copy', 'restore'] as const)
    at.core.write((tx) =>
      unite(
        at.core,
        tx,
        changeSource(at.db, {
          setting: Object.entries(theirs).map(([key, value]) => ({ key, value: JSON.stringify(value), rev })),
        }),
        { mode, whole: true },
      ),
    );
  forgetSettings(at.db);
  expect(readSettings(at.db)).toEqual({ ...before, firstResponseOnly: false, extraKeywords: ['BASTA'] });
});

test.each(['copy', 'restore'] as const)('a %s gives nobody here another role or password', (mode) => {
  const { at } = alone();
  const before = rowIn(at.db, 'account');
  const rev = at.core.write((tx) => tx.rev());
  const theirs = { ...before, role: 'admin', password_hash: 'theirs', name: 'Theirs', rev };
  at.core.write((tx) =>
    unite(at.core, tx, changeSource(at.db, { account: [theirs] }), { mode, whole: true }),
  );
  expect(rowIn(at.db, 'account')).toEqual(before);
});

test('a note that waits for its author is emptied with the person whose conversation it is about', () => {
  const [member] = organisation(['X']);
  if (!member) throw new Error('A console is needed.');
  const { at, cast, acts, erase } = member;
  acts.note(0);
  const note = rowIn(at.db, 'note');
  const waiting = { ...note, account_id: 'not-here-yet', body: 'Lives above the bakery' };
  const early = () => JSON.stringify(at.db.prepare('SELECT row FROM early').all());
  apply(at, { note: [{ ...waiting, id: 'one' }] });
  expect(early()).toContain('bakery');
  erase(0);
  expect(early()).not.toContain('bakery');
  // Neither does it stay where it comes after that.
  apply(at, { note: [{ ...waiting, id: 'two', conversation_id: cast.person(0).id }] });
  expect(early()).not.toContain('bakery');
  at.db.close();
});

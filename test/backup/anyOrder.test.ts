import { afterEach, expect, test } from 'vitest';
import type { Row } from '../../main/core/backup/unite/source.ts';
import { createHybridClock } from '../../main/core/store/clock.ts';
import { all } from '../../main/core/store/statement.ts';
import { NOON } from '../helpers/core.ts';
import { apply, type Change, type Console, columns, openConsole, shown } from './consoles.ts';
import { agree, deliver, dice, logOf } from './exchange.ts';

/** Changes that consoles once did not take alike in every order, as random histories found them. */

const open: Console[] = [];
afterEach(() => {
  for (const { db } of open.splice(0)) db.close();
});

const clock = createHybridClock('A----', null);
let time = NOON - 1_000_000;
/** A later revision than any before. */
const rev = () => {
  time += 1000;
  return clock.next(time);
};

/** A row as the schema wants it, with these values. */
function row(table: string, values: Row): Row {
  const of = (type: string) => (type === 'INTEGER' ? 0 : type === 'BLOB' ? Buffer.from('picture') : '');
  const types = new Map(
    all<{ name: string; type: string }>(
      (open[0] as Console).db,
      'SELECT name, type FROM pragma_table_info(?)',
      table,
    ).map(({ name, type }) => [name, type]),
  );
  const empty = columns(table).map(({ name, nullable }) => [
    name,
    nullable ? null : name === 'rev' ? rev() : of(types.get(name) ?? ''),
  ]);
  return { ...Object.fromEntries(empty), ...values };
}

/** All orders of some things. */
function* orders<T>(of: readonly T[]): Generator<T[]> {
  if (of.length === 0) yield [];
  for (const [place, first] of of.entries())
    for (const rest of orders(of.toSpliced(place, 1))) yield [first, ...rest];
}

/** What all consoles show that get these changes, each in another order, and tell each other what follows. */
function inAnyOrder(...changes: readonly Change[]): Record<string, unknown[]> {
  const consoles = [...orders(changes)].map((order, index) => {
    const at = openConsole(`C${index}`);
    open.push(at);
    return {
      at,
      log: logOf(
        at,
        order.map((change) => apply(at, change)),
      ),
    };
  });
  const at = consoles.map((each) => each.at);
  deliver(
    at,
    consoles.map(({ log }) => log),
    dice(1),
  );
  agree(at, 'in any order');
  return shown(at[0] as Console);
}

const CAMPAIGN = { state: 'launched', region: 'US', profile: 'provider-1' };

test('an answer in a conversation that turns out to be another one is found under that one alone', () => {
  open.push(openConsole('0'));
  const person = {
    campaign_id: 'k',
    subject: 's',
    texter_id: 't',
    state: 'to-send',
    opt_state: 'none',
    fields: '{}',
  };
  const answer = { question_id: 'q', ended_at: null };
  const found = inAnyOrder(
    {
      account: [row('account', { id: 't', login: 'ana', role: 'texter' })],
      campaign: [row('campaign', { id: 'k', ...CAMPAIGN })],
      question: [row('question', { id: 'q', campaign_id: 'k', code: 'vote', kind: 'one' })],
    },
    { conversation: [row('conversation', { id: 'c1', ...person })] },
    {
      conversation: [row('conversation', { id: 'c2', ...person })],
      answer: [row('answer', { id: 'r', conversation_id: 'c2', ...answer })],
    },
  );
  expect(found.conversation).toHaveLength(1);
});

test('what was used of a second factor that was taken away does not come back with a later one', () => {
  open.push(openConsole('0'));
  const account = { account: [row('account', { id: 't', login: 'ana', role: 'texter' })] };
  const first = row('second_factor', { account_id: 't', secret: 'first', last_step: 9 });
  const code = row('recovery_code', { account_id: 't', code_hash: 'h', used_at: NOON });
  const found = inAnyOrder(
    { ...account, second_factor: [first], recovery_code: [code] },
    {
      removed: [
        { kind: 'second_factor', id: 't', rev: first.rev },
        { kind: 'recovery_code', id: 't h', rev: code.rev },
      ],
    },
    {
      second_factor: [row('second_factor', { account_id: 't', secret: 'second', last_step: 2 })],
      recovery_code: [row('recovery_code', { account_id: 't', code_hash: 'h', used_at: null })],
    },
  );
  expect(found.second_factor).toMatchObject([{ secret: 'second', last_step: 2 }]);
  expect(found.recovery_code).toMatchObject([{ used_at: null }]);
});

test('of one second factor the latest step counts, wherever its code was used', () => {
  open.push(openConsole('0'));
  const factor = row('second_factor', { account_id: 't', secret: 'only' });
  const code = row('recovery_code', { account_id: 't', code_hash: 'h', used_at: null });
  const found = inAnyOrder(
    { account: [row('account', { id: 't', login: 'ana', role: 'texter' })] },
    { second_factor: [{ ...factor, last_step: 9 }], recovery_code: [code] },
    { second_factor: [{ ...factor, last_step: 8 }], recovery_code: [{ ...code, used_at: NOON }] },
  );
  expect(found.second_factor).toMatchObject([{ last_step: 9 }]);
  expect(found.recovery_code).toMatchObject([{ used_at: NOON }]);
});

test('a note to a texter that was taken away in between is the later one as it is', () => {
  open.push(openConsole('0'));
  const note = { id: 'n', conversation_id: 'c', account_id: 't', author_id: 't' };
  const person = {
    id: 'c',
    campaign_id: 'k',
    subject: 's',
    state: 'to-send',
    opt_state: 'none',
    fields: '{}',
  };
  const seen = row('texter_note', { ...note, seen_at: NOON });
  const between = rev();
  const found = inAnyOrder(
    {
      account: [row('account', { id: 't', login: 'ana', role: 'texter' })],
      campaign: [row('campaign', { id: 'k', ...CAMPAIGN })],
      conversation: [row('conversation', person)],
      texter_note: [seen],
    },
    { removed: [{ kind: 'texter_note', id: 'n', rev: between }] },
    { texter_note: [row('texter_note', { ...note, seen_at: null })] },
  );
  expect(found.texter_note).toHaveLength(1);
});

test('a picture of a row that waited, and that another one outdid meanwhile, stays nowhere', () => {
  open.push(openConsole('0'));
  const picture = (id: string) =>
    row('picture', { id, hash: id, kind: 'png', width: 1, height: 1, bytes: 7 });
  const text = {
    id: 'm',
    subject: 's',
    direction: 'in',
    kind: 'inbound',
    state: 'received',
    conversation_id: null,
  };
  const of = (id: string, picture_id: string) =>
    row('message_picture', { id, message_id: 'm', position: 0, subject: 's', state: 'there', picture_id });
  const found = inAnyOrder(
    { message: [row('message', text)] },
    { picture: [picture('p1')], message_picture: [of('mp', 'p1')] },
    { picture: [picture('p2')], message_picture: [of('mp', 'p2')] },
  );
  expect(found.picture).toHaveLength(1);
});

test('a picture of somebody who is erased before their text comes stays nowhere', () => {
  open.push(openConsole('0'));
  const found = inAnyOrder(
    {
      message: [
        row('message', {
          ...{ id: 'm', subject: 's', direction: 'in', kind: 'inbound', state: 'received' },
          conversation_id: null,
        }),
      ],
    },
    {
      picture: [row('picture', { id: 'p', hash: 'p', kind: 'png' })],
      message_picture: [
        row('message_picture', { id: 'mp', message_id: 'm', subject: 's', state: 'there', picture_id: 'p' }),
      ],
    },
    { erasure: [row('erasure', { id: 'e', subject: 's', reason: 'asked', at: NOON, ended_at: null })] },
  );
  expect([found.picture, found.message_picture]).toEqual([[], []]);
});

test('a picture of a draft that was deleted elsewhere goes with it', () => {
  const at = openConsole('0');
  open.push(at);
  const draft = row('campaign', { id: 'k', ...CAMPAIGN, state: 'draft', launched_at: null });
  apply(at, {
    campaign: [draft],
    picture: [row('picture', { id: 'p', hash: 'p', kind: 'png' })],
    canned_reply: [row('canned_reply', { id: 'y', campaign_id: 'k', picture_id: 'p', retired_at: null })],
  });
  expect(shown(at).picture).toHaveLength(1);
  apply(at, { removed: [{ kind: 'campaign', id: 'k', rev: draft.rev }] });
  expect([shown(at).campaign, shown(at).canned_reply, shown(at).picture]).toEqual([[], [], []]);
});

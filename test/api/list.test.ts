import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Viewer } from '../../main/core/access/visible.ts';
import {
  countConversations,
  countStatements,
  listConversations,
  listStatements,
} from '../../main/core/conversations/conversationList.ts';
import { all } from '../../main/core/store/statement.ts';
import type { ConversationFilter, ConversationRow } from '../../shared/contract/conversations.ts';
import type { OptOutCause } from '../../shared/schema/causes.ts';
import { ConversationState, type OptState, type Role } from '../../shared/schema/words.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import { account, campaign, conversation, fictionNumber } from '../helpers/seed.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const Row = fc.record({
  campaign: fc.nat(1),
  texter: fc.option(fc.nat(1), { nil: null }),
  state: fc.constantFrom(...ConversationState.options),
  optState: fc.constantFrom<OptState>('none', 'none', 'manual', 'automatic'),
  hold: fc.boolean(),
  // There are few different times, so that many rows share one.
  sortAt: fc.nat(3),
  name: fc.constantFrom('Ana', 'Bob', 'Anabel'),
});

const Filter = fc.record({
  campaign: maybe(fc.nat(1)),
  texter: maybe(fc.nat(1)),
  state: maybe(fc.constantFrom(...ConversationState.options)),
  optCause: maybe(fc.constantFrom<OptOutCause>('manual', 'auto-keyword')),
  optedOut: maybe(fc.boolean()),
  automatic: maybe(fc.boolean()),
  onHold: maybe(fc.boolean()),
  search: maybe(fc.constantFrom('ana', 'bel', '0100', '')),
});

const given = <T extends object>(filter: T) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

test('paging through any list shows every row that fits exactly once, latest first, and no other', () => {
  fc.assert(
    fc.property(
      fc.array(Row, { maxLength: 40 }),
      Filter,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom<Role>('admin', 'supervisor', 'texter'),
      (rows, wanted, limit, role) => {
        const { core } = testCore();
        const texters = [0, 1].map(() => account(core, { role: 'texter' }));
        const campaigns = [0, 1].map(() => campaign(core));
        const made = rows.map((row, index) => ({
          ...row,
          number: fictionNumber('US', index),
          id: conversation(core, {
            campaignId: campaigns[row.campaign] ?? '',
            number: fictionNumber('US', index),
            texterId: row.texter === null ? null : (texters[row.texter] ?? null),
            state: row.state,
            optState: row.optState,
            optCause: row.optState === 'none' ? null : row.optState === 'manual' ? 'manual' : 'auto-keyword',
            holdAt: row.hold ? NOON : null,
            sortAt: NOON + row.sortAt,
            firstName: row.name,
            lastName: '',
          }),
        }));
        const { campaign: campaignIndex, texter: texterIndex, ...rest } = given(wanted);
        if (role === 'texter') {
          delete rest.optCause;
          delete rest.automatic;
        }
        const filter: ConversationFilter = {
          ...rest,
          ...(campaignIndex === undefined ? {} : { campaignId: campaigns[campaignIndex] ?? '' }),
          ...(texterIndex === undefined ? {} : { texterId: texters[texterIndex] ?? '' }),
        };
        const viewer: Viewer = { id: role === 'texter' ? (texters[0] ?? '') : 'x', role };
        const fits = made
          .filter((row) => role !== 'texter' || (row.optState !== 'automatic' && row.texter === 0))
          .filter((row) => campaignIndex === undefined || row.campaign === campaignIndex)
          .filter((row) => texterIndex === undefined || row.texter === texterIndex)
          .filter((row) => rest.state === undefined || row.state === rest.state)
          .filter((row) => rest.optedOut === undefined || (row.optState !== 'none') === rest.optedOut)
          .filter((row) => rest.automatic === undefined || (row.optState === 'automatic') === rest.automatic)
          .filter((row) => rest.onHold === undefined || row.hold === rest.onHold)
          .filter(
            (row) =>
              rest.optCause === undefined ||
              { manual: 'manual', automatic: 'auto-keyword', none: '' }[row.optState] === rest.optCause,
          )
          .filter((row) => {
            const text = rest.search?.toLowerCase() ?? '';
            return (
              row.name.toLowerCase().includes(text) ||
              (/\d/.test(text) && row.number.includes(text.replace(/^0+/, '')))
            );
          })
          .sort((a, b) => b.sortAt - a.sortAt || (a.id < b.id ? 1 : -1));
        const seen: ConversationRow[] = [];
        let cursor: string | undefined;
        for (let page = 0; page <= rows.length + 1; page += 1) {
          const found = listConversations(core.db, viewer, { ...filter, limit, cursor }, core.subject);
          expect(found.items.length).toBeLessThanOrEqual(limit);
          seen.push(...found.items);
          if (found.nextCursor === null) break;
          cursor = found.nextCursor;
        }
        expect(seen.map((row) => row.id)).toEqual(fits.map((row) => row.id));
        for (const most of [1000, fits.length, 3]) {
          expect(countConversations(core.db, viewer, filter, core.subject, most)).toEqual({
            count: Math.min(most, fits.length),
            more: fits.length > most,
          });
        }
        core.close();
      },
    ),
    { numRuns: 150 },
  );
});

test('a row that comes in while paging neither repeats nor hides another', async () => {
  const api = testApi();
  const { client } = api.newcomer('admin');
  const campaignId = campaign(api.core);
  const ids = Array.from({ length: 6 }, (_, index) =>
    conversation(api.core, { campaignId, number: fictionNumber('US', index), sortAt: NOON - index }),
  );
  const first = await client.conversation.list({ limit: 3 });
  conversation(api.core, { campaignId, number: fictionNumber('US', 50), sortAt: NOON + 1 });
  const second = await client.conversation.list({ limit: 3, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map((row) => row.id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
});

test('an invalid cursor is refused', async () => {
  const { client } = testApi().newcomer('admin');
  for (const cursor of [
    'x',
    '',
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('{"a":1}').toString('base64url'),
  ]) {
    expect((await refusal(client.conversation.list({ cursor }))).code).toBe('INVALID');
  }
});

test('a number is found however it is typed, a name by its parts', async () => {
  const api = testApi();
  const { client } = api.newcomer('admin');
  const gb = campaign(api.core, { region: 'GB' });
  const us = campaign(api.core, { region: 'US' });
  const uk = conversation(api.core, {
    campaignId: gb,
    number: '+447700900456',
    firstName: 'Zoë',
    lastName: 'O_Neil 100%',
  });
  const home = conversation(api.core, {
    campaignId: us,
    number: '+12025550143',
    firstName: 'Ann',
    lastName: 'Lee',
  });
  const find = async (search: string) =>
    (await client.conversation.list({ search })).items.map((row) => row.id);
  for (const text of [
    '+44 7700 900456',
    '07700 900456',
    '(07700) 900-456',
    '7700900456',
    '900456',
    '0044 7700 900456',
  ]) {
    expect(await find(text), text).toEqual([uk]);
  }
  for (const text of [
    '(202) 555-0143',
    '202.555.0143',
    '+1 202 555 0143',
    '5550143',
    'lee',
    'ann lee',
    'Lee Ann',
    ' ann ',
  ]) {
    expect(await find(text), text).toEqual([home]);
  }
  expect(await find('o_n')).toEqual([uk]);
  expect(await find('100%')).toEqual([uk]);
  expect(await find('a_n')).toEqual([]);
  expect(await find('12')).toEqual([]);
});

const COMBINATIONS: readonly ConversationFilter[] = [
  {},
  { state: 'to-answer' },
  { campaignId: 'c' },
  { campaignId: 'c', state: 'to-send' },
  { campaignId: 'c', optedOut: true },
  { campaignId: 'c', optedOut: false },
  { texterId: 't' },
  { texterId: 't', state: 'waiting' },
  { texterId: 't', campaignId: 'c' },
  { texterId: 't', automatic: false },
  { optedOut: true },
  { optedOut: false },
  { automatic: true },
  { automatic: false, state: 'closed' },
  { optCause: 'auto-keyword' },
  { optCause: 'manual', campaignId: 'c' },
  { onHold: true },
  { onHold: true, campaignId: 'c' },
  { onHold: false },
  { search: 'ann' },
  { search: 'ann', state: 'to-send' },
];

test.each(['admin', 'supervisor', 'texter'] as const)(
  '%s: every list walks an index in list order and sorts nothing',
  (role) => {
    const { core } = testCore();
    for (const filter of COMBINATIONS) {
      for (const cursor of [undefined, Buffer.from(JSON.stringify([NOON, 'x'])).toString('base64url')]) {
        for (const { sql, values } of listStatements({ id: 't', role }, { ...filter, limit: 50, cursor })) {
          const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
            (row) => row.detail,
          );
          const about = `${JSON.stringify(filter)}\n${plan.join('\n')}`;
          // The rows of the page are found by their ids.
          const own = plan.filter((line) => / c( |$)/.test(line) && !line.includes('sqlite_autoindex'));
          expect(own.length, about).toBeGreaterThan(0);
          expect(
            own.every((line) => / USING (COVERING )?INDEX conversation_/.test(line)),
            about,
          ).toBe(true);
          expect(
            plan.some((line) => line.includes('TEMP B-TREE')),
            about,
          ).toBe(false);
          expect(
            plan
              .filter((line) => line.startsWith('SCAN'))
              .every((line) => line === 'SCAN p' || /^SCAN c USING (COVERING )?INDEX/.test(line)),
            about,
          ).toBe(true);
          const counts = countStatements({ id: 't', role }, filter, 10);
          for (const { sql: count, values: bound } of counts) {
            const steps = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${count}`, ...bound);
            expect(
              steps.some(({ detail }) => / c USING (COVERING )?INDEX conversation_/.test(detail)),
              about,
            ).toBe(true);
          }
          if (cursor !== undefined && role === 'texter')
            expect(own.join(), about).toContain('(sort_at,id)<(?,?)');
        }
      }
    }
  },
);

test('what a filter asks of other tables is asked row by row, and no table is read whole for it', () => {
  const { core } = testCore();
  for (const filter of [
    { replied: true },
    { tagId: 'g' },
    { answer: 'help:yes' },
    { textState: 'failed' },
  ] as const)
    for (const { sql, values } of listStatements({ id: 'a', role: 'admin' }, { ...filter, limit: 50 })) {
      const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
        (row) => row.detail,
      );
      // So SQLite words an EXISTS that it made a join, for which it may read the whole table first.
      expect(plan.filter((line) => / EXISTS USING /.test(line))).toEqual([]);
    }
});

test('a whole number is looked up, not searched for', () => {
  const { core } = testCore();
  const [statement] = listStatements(
    { id: 'a', role: 'admin' },
    { limit: 50, search: '+12025550143' },
    { subject: 'subject', facts: null, rows: null, mark: null },
  );
  const plan = all<{ detail: string }>(
    core.db,
    `EXPLAIN QUERY PLAN ${statement?.sql}`,
    ...(statement?.values ?? []),
  );
  expect(plan[0]?.detail).toContain('conversation_subject (subject=?)');
});

test('a name or part of a number that few have is read from an index that holds them, and those rows alone are fetched and sorted', async () => {
  const api = testApi();
  const { client } = api.newcomer('admin');
  const texter = api.newcomer('texter');
  const campaignId = campaign(api.core);
  const seen: string[] = [];
  const prepare = writer(api.core).prepare.bind(api.core.db);
  const watched = (sql: string) => {
    seen.push(sql);
    return prepare(sql);
  };
  Object.defineProperty(api.core.db, 'prepare', { value: watched });
  const made = Array.from({ length: 60 }, (_, index) =>
    conversation(api.core, {
      campaignId,
      number: fictionNumber('US', index),
      firstName: index % 2 === 0 ? 'Ann' : 'Bo',
      state: index % 3 === 0 ? 'to-send' : 'waiting',
      sortAt: NOON - index,
    }),
  );
  const anns = made.filter((_, index) => index % 2 === 0);
  const first = await client.conversation.list({ search: 'ann', limit: 20 });
  const cursor = first.nextCursor ?? '';
  const rest = await client.conversation.list({ search: 'ann', limit: 20, cursor });
  expect([...first.items, ...rest.items].map((row) => row.id)).toEqual(anns);
  expect(rest.nextCursor).toBeNull();
  const waiting = await client.conversation.list({ search: 'ann', state: 'waiting', limit: 50 });
  expect(waiting.items.map((row) => row.id)).toEqual(
    made.filter((_, index) => index % 2 === 0 && index % 3 !== 0),
  );
  expect((await client.conversation.list({ search: 'nobody' })).items).toEqual([]);
  const [only] = (await client.conversation.list({ search: fictionNumber('US', 7).slice(-6) })).items;
  expect(only?.id).toBe(made[7]);
  const plans = seen
    .filter((sql) => sql.includes('first_name ||') && sql.startsWith('SELECT'))
    .map((sql) =>
      all<{ detail: string }>(
        api.core.db,
        `EXPLAIN QUERY PLAN ${sql}`,
        ...Array(sql.split('?').length - 1).fill('x'),
      ).map((row) => row.detail),
    );
  expect(plans.length).toBeGreaterThan(1);
  for (const plan of plans)
    expect(plan[0], plan.join('\n')).toMatch(/^(SCAN name_index VIRTUAL TABLE INDEX 0:M1|CO-ROUTINE p)$/);
  expect(plans.flat().filter((line) => line.startsWith('SCAN c'))).toEqual([]);
  seen.length = 0;
  await texter.client.conversation.list({ search: 'ann' });
  expect(seen.some((sql) => /name_index|INDEXED BY conversation_subject/.test(sql))).toBe(false);
});

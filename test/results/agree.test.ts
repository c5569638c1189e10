import { ORPCError } from '@orpc/client';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { all, one } from '../../main/core/store/statement.ts';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import type { Figure } from '../../shared/contract/dashboard.ts';
import type { ContactResult, Results, TextResult } from '../../shared/contract/results.ts';
import { type Client, testApi } from '../helpers/api.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { CONTACTS, MessengerStep, play } from '../helpers/messengerSteps.ts';
import { SCRIPT } from '../questions/world.ts';

type Given = { question: string; choices?: string[]; value?: string | number };

/** What people do with answers and conversations, done through the contract as a screen does it. */
const Deed = fc.oneof(
  fc.record({
    deed: fc.constant('answer' as const),
    nth: fc.nat(7),
    answer: fc.constantFrom<Given[]>(
      { question: 'support', choices: ['yes'] },
      { question: 'support', choices: ['unsure'] },
      { question: 'help', choices: ['calls', 'drive'] },
      { question: 'help', choices: ['none'] },
      { question: 'seats', value: 3 },
      { question: 'seats', value: 2.5 },
      { question: 'wish', value: '=Rents, and "more"' },
    ),
  }),
  fc.record({
    deed: fc.constant('take-back' as const),
    nth: fc.nat(7),
    question: fc.constantFrom('support', 'help'),
  }),
  fc.record({ deed: fc.constant('ask' as const), first: fc.nat(3) }),
  fc.record({
    deed: fc.constant('close' as const),
    nth: fc.nat(7),
    outcome: fc.constantFrom('wrong-number' as const, 'refused' as const, 'done' as const),
  }),
  fc.record({ deed: fc.constant('erase' as const), contact: fc.nat(CONTACTS - 1) }),
);
type Deed = typeof Deed extends fc.Arbitrary<infer T> ? T : never;

async function save(admin: Client, campaignId: string, first: number): Promise<void> {
  const { revision } = await admin.questions.script({ campaignId });
  const asked = SCRIPT.slice(first);
  const codes = new Set(asked.map(({ code }) => code));
  const known = (next: string) => codes.has(next) || next === 'end' || next === 'following';
  const questions = asked.map((question) => ({
    ...question,
    choices: question.choices.map((choice) => ({
      ...choice,
      next: choice.next !== null && !known(choice.next) ? null : choice.next,
    })),
  }));
  await admin.questions.save({ campaignId, revision, questions });
}

async function act(d: Messenger, admin: Client, campaigns: readonly string[], deed: Deed): Promise<unknown> {
  const conversationId = 'nth' in deed ? (d.conversations.flat()[deed.nth] ?? '') : '';
  switch (deed.deed) {
    case 'answer':
      return admin.answers.record({ conversationId, ...deed.answer });
    case 'take-back':
      return admin.answers.clear({ conversationId, question: deed.question });
    case 'ask':
      return Promise.all(campaigns.map((campaignId) => save(admin, campaignId, deed.first)));
    case 'close':
      return admin.conversation.close({ id: conversationId, outcome: deed.outcome });
    case 'erase':
      return admin.person.erase({ number: d.numbers[deed.contact] ?? '', reason: 'asked' });
  }
}

type Read<Row> = (cursor: { cursor?: string }) => Promise<{ items: Row[]; nextCursor: string | null }>;

async function rowsOf<Row>(read: Read<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Awaited<ReturnType<Read<Row>>> = await read(cursor === undefined ? {} : { cursor });
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}

async function exported(admin: Client, campaignId: string, kind: 'contacts' | 'texts' | 'texters') {
  const pieces: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const piece: Awaited<ReturnType<Client['results']['export']>> = await admin.results.export({
      campaignId,
      kind,
      ...(cursor === undefined ? {} : { cursor }),
    });
    pieces.push(piece.csv);
    cursor = piece.nextCursor;
  }
  return parse<Record<string, string>>(pieces.join(''), { columns: true });
}

const figuresOf = (found: Results): Figure[] => [
  found.texted,
  found.replied,
  found.answered,
  found.optedOut,
  ...found.outcomes.map(({ figure }) => figure),
  ...found.questions.flatMap(({ answered, choices, values }) => [
    answered,
    ...choices.map(({ figure }) => figure),
    ...values.map(({ figure }) => figure),
  ]),
];

const has = (question: string, choice?: string) => (row: ContactResult) =>
  row.answers.some(
    (each) =>
      each.question === question &&
      (choice === undefined || each.choices.some(({ code }) => code === choice)),
  );

async function agree(d: Messenger, admin: Client, campaignId: string): Promise<void> {
  const found = await admin.results.read({ campaignId });
  const contacts = await rowsOf<ContactResult>((page) =>
    admin.results.contacts({ campaignId, limit: 3, ...page }),
  );
  const texts = await rowsOf<TextResult>((page) => admin.results.texts({ campaignId, limit: 2, ...page }));
  const count = (fits: (row: ContactResult) => boolean) => contacts.filter(fits).length;
  expect(found.contacts).toBe(contacts.length);
  expect(new Set(contacts.map(({ id }) => id)).size).toBe(contacts.length);

  // Each figure is as large as its list is long.
  for (const { count: n, of, list } of figuresOf(found)) {
    const listed = await rowsOf<{ id: string }>((page) =>
      admin.conversation.list({ ...(list as ConversationFilter), limit: 3, ...page }),
    );
    expect([list, listed.length]).toEqual([list, n]);
    expect(n).toBeLessThanOrEqual(of);
  }
  // The page of results shows what the rows say.
  for (const { outcome, figure } of found.outcomes)
    expect([outcome, count((row) => row.outcome === outcome)]).toEqual([outcome, figure.count]);
  expect(found.outcomes.reduce((sum, { figure }) => sum + figure.count, 0)).toBe(contacts.length);
  expect(found.optedOut.count).toBe(count(({ optedOut }) => optedOut));
  expect(found.answered.count).toBe(count(({ answers }) => answers.length > 0));
  for (const { code, answered, choices, values, numbers } of found.questions) {
    expect([code, answered.count]).toEqual([code, count(has(code))]);
    for (const choice of choices)
      expect([code, choice.code, choice.figure.count]).toEqual([
        code,
        choice.code,
        count(has(code, choice.code)),
      ]);
    const given = contacts.flatMap(({ answers }) =>
      answers.flatMap(({ question, value }) => (question === code && value ? [value] : [])),
    );
    for (const { value, figure } of values)
      expect(figure.count).toBe(given.filter((each) => each === value).length);
    if (numbers !== null) expect(numbers.sum).toBe(given.reduce((sum, value) => sum + Number(value), 0));
  }
  // So does the dashboard.
  const board = await admin.dashboard.read({ campaignId, period: 'campaign-life' });
  expect([found.texted.count, found.texted.of]).toEqual([board.texted.count, board.texted.of]);
  expect([found.replied.count, found.replied.of]).toEqual([board.replied.count, board.replied.of]);

  // No list for texting offers a person who must be left alone.
  for (const { optedOut, number, outcome, mayBeTexted } of contacts) {
    if (optedOut) expect(outcome).toBe('opted-out');
    if (optedOut || number === null) expect(mayBeTexted).toBe(false);
  }
  const kept = one<{ n: number }>(
    d.core.db,
    `SELECT count(*) AS n FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.campaign_id = ?`,
    campaignId,
  );
  expect(texts.length).toBe(kept?.n);
  expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length);

  // The exported files have the same rows.
  const contactFile = await exported(admin, campaignId, 'contacts');
  expect(contactFile.map((row) => [row.conversation_id, row.phone, row.outcome, row.may_be_texted])).toEqual(
    contacts.map(({ id, number, outcome, mayBeTexted }) => [id, number ?? '', outcome, String(mayBeTexted)]),
  );
  for (const { code, kind } of found.questions) {
    expect(contactFile.map((row) => row[`answer_${code}`])).toEqual(
      contacts.map(({ answers }) => {
        const given = answers.find(({ question }) => question === code);
        if (kind === 'one' || kind === 'many')
          return given?.choices.map((choice) => choice.code).join('; ') ?? '';
        return kind === 'text' && given?.value ? `'${given.value}` : (given?.value ?? '');
      }),
    );
  }
  const textFile = await exported(admin, campaignId, 'texts');
  expect(textFile.map((row) => [row.text_id, row.state, row.at])).toEqual(
    texts.map(({ id, state, at }) => [id, state, new Date(at).toISOString()]),
  );
  const texters = await admin.results.texters({ campaignId });
  expect((await exported(admin, campaignId, 'texters')).map((row) => Number(row.answers))).toEqual(
    texters.map(({ answers }) => answers),
  );
  const total = (pick: (row: (typeof texters)[number]) => number) =>
    texters.reduce((n, row) => n + pick(row), 0);
  const inForce = all<{ n: number }>(
    d.core.db,
    `SELECT count(*) AS n FROM answer r JOIN conversation c ON c.id = r.conversation_id
     WHERE c.campaign_id = ? AND r.ended_at IS NULL`,
    campaignId,
  );
  expect(total(({ answers }) => answers)).toBe(inForce[0]?.n);
  const left = texts.filter(
    ({ direction, kind, by, state }) =>
      direction === 'out' &&
      kind !== 'confirmation' &&
      by !== null &&
      ['sent', 'delivered', 'failed', 'unknown'].includes(state),
  );
  expect(total(({ firstTexts, replies }) => firstTexts + replies)).toBe(left.length);
  expect(total(({ contacts: own }) => own)).toBe(count(({ texter }) => texter !== null));
  for (const [kind, rows] of [
    ['contacts', contacts],
    ['texts', texts],
    ['texters', texters],
  ] as const)
    expect(await admin.results.count({ campaignId, kind })).toEqual({ rows: rows.length });
}

/**
 * An act that the present state does not allow is refused with an error; the figures must agree all the
 * same.
 */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ORPCError) || error.code === 'UNAUTHORIZED') throw error;
}

test('after any history export, results page, lists and dashboard agree', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ arbitrary: MessengerStep, weight: 2 }, { arbitrary: Deed, weight: 3 }), {
        minLength: 5,
        maxLength: 30,
      }),
      fc.constantFrom('US' as const, 'GB' as const),
      async (steps, region) => {
        const d = messenger(region, { contacts: CONTACTS });
        const api = testApi({ made: d.made });
        const campaigns = all<{ id: string }>(d.core.db, 'SELECT id FROM campaign ORDER BY id').map(
          ({ id }) => id,
        );
        for (const campaignId of campaigns) await save(api.as(d.adminId), campaignId, 0);
        for (const step of steps) {
          if ('deed' in step) await act(d, api.as(d.adminId), campaigns, step).catch(unlessRefused);
          else await play(d, step);
        }
        for (const campaignId of campaigns) await agree(d, api.as(d.adminId), campaignId);
        d.close();
      },
    ),
    { numRuns: 12 },
  );
});

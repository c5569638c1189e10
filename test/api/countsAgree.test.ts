import { ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import { type Client, testApi } from '../helpers/api.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { CONTACTS, MessengerStep, play } from '../helpers/messengerSteps.ts';

/** Acts of people that change what is counted, done through the contract as a screen does them. */
const Deed = fc.record({
  deed: fc.constantFrom('judge', 'close', 'reopen', 'resolve', 'ask', 'answer', 'reminder', 'opt-out'),
  nth: fc.nat(7),
  choice: fc.nat(2),
});
type Deed = typeof Deed extends fc.Arbitrary<infer T> ? T : never;
type People = { readonly admin: Client; readonly supervisor: Client; readonly texter: Client };

async function act(
  d: Messenger,
  { admin, supervisor, texter }: People,
  { deed, nth, choice }: Deed,
): Promise<unknown> {
  const id = d.conversations.flat()[nth] ?? '';
  switch (deed) {
    case 'judge': {
      const { items } = await supervisor.review.queue({ which: 'open', limit: 50 });
      const verdict = (['upheld', 'mistaken', 'escalate'] as const)[choice] ?? 'upheld';
      const item = items[nth];
      return item && supervisor.review.judge({ id: item.id, verdict, note: 'Read twice.' });
    }
    case 'close':
      return texter.conversation.close({ id, outcome: choice === 0 ? 'wrong-number' : 'done' });
    case 'reopen':
      return texter.conversation.reopen({ id });
    case 'resolve': {
      const action = (await admin.action.list({}))[nth];
      const resolution = (['opt-out', 'carry-on', 'dismiss'] as const)[choice] ?? 'dismiss';
      return (
        action &&
        admin.action.resolve({
          id: action.id,
          resolution,
          reason: 'Asked them.',
          confirmed: ['texts-waiting'],
        })
      );
    }
    case 'ask':
      return texter.review.ask({ id, note: 'Is this a stop?' });
    case 'answer': {
      const [asked] = await supervisor.review.enquiries({});
      return asked && supervisor.review.answerEnquiry({ id: asked.id, answer: 'No.' });
    }
    case 'reminder':
      return texter.messenger.reminder.set({
        conversationId: id,
        at: d.clock.now() + 3_600_000 * (choice + 1),
      });
    case 'opt-out':
      return texter.conversation.optOut({ id, reason: 'Said so' });
  }
}

/** How many rows a list really has, read in small pages. */
async function lengthOf(
  read: (cursor: string | undefined) => Promise<{ items: { id: string }[]; nextCursor: string | null }>,
) {
  const seen = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const page = await read(cursor);
    for (const { id } of page.items) seen.add(id);
    if (page.nextCursor === null) return seen.size;
    cursor = page.nextCursor;
  }
}
const paged = (cursor: string | undefined) => ({ limit: 3, ...(cursor === undefined ? {} : { cursor }) });

async function conversationsAgree(
  client: Client,
  campaignId: string | undefined,
  sees: 'all' | 'own',
): Promise<void> {
  const within = campaignId === undefined ? {} : { campaignId };
  const counts = await client.conversation.counts(within);
  const list = (filter: ConversationFilter) =>
    lengthOf((cursor) => client.conversation.list({ ...within, ...filter, ...paged(cursor) }));
  // These two count the whole organisation, whichever campaign is asked for; test/api/actions has those
  // that are late.
  const stops = sees === 'all' ? (await client.action.list({})).filter(({ stop }) => stop).length : 0;
  expect({
    toSend: await list({ state: 'to-send' }),
    toAnswer: await list({ state: 'to-answer' }),
    waiting: await list({ state: 'waiting' }),
    closed: await list({ state: 'closed' }),
    optedOut: sees === 'all' ? await list({ optedOut: true }) : 0,
    onHold: await list({ onHold: true }),
    actions: (await client.action.list(within)).length,
    failed: await list({ failed: true, state: 'waiting' }),
    failedMore: false,
    stops,
    stopsOverdue: counts.stopsOverdue,
  }).toEqual(counts);
}

async function actionsAgree(client: Client): Promise<void> {
  const summary = await client.action.summary({});
  const length = (filter: Parameters<Client['action']['page']>[0]) =>
    lengthOf((cursor) => client.action.page({ ...filter, ...paged(cursor) }));
  expect(await length({})).toBe(summary.open);
  expect(await length({ due: 'overdue' })).toBe(summary.overdue);
  expect(await length({ assigned: 'mine' })).toBe(summary.mine);
  expect(await length({ assigned: 'unassigned' })).toBe(summary.unassigned);
  for (const { kind, count } of summary.kinds) expect([kind, await length({ kind })]).toEqual([kind, count]);
  expect(summary.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(summary.open);
}

type ReviewCounts = Awaited<ReturnType<Client['review']['counts']>>;

async function reviewAgrees(
  client: Client,
  filter: { campaignId?: string; texterId?: string },
): Promise<ReviewCounts> {
  const queue = async (which: 'sample' | 'open' | 'done') => {
    const [risk, newest] = [
      await lengthOf((cursor) => client.review.queue({ ...filter, which, order: 'risk', ...paged(cursor) })),
      await lengthOf((cursor) =>
        client.review.queue({ ...filter, which, order: 'newest', ...paged(cursor) }),
      ),
    ];
    expect(newest).toBe(risk);
    return risk;
  };
  const counts = await client.review.counts(filter);
  const decide = (due?: 'overdue') =>
    lengthOf((cursor) =>
      client.action.page({ ...filter, supervised: true, ...(due ? { due } : {}), ...paged(cursor) }),
    );
  expect(counts).toEqual({
    decide: await decide(),
    overdue: await decide('overdue'),
    sample: await queue('sample'),
    open: await queue('open'),
    done: await queue('done'),
    missed: await lengthOf((cursor) => client.review.missed({ ...filter, ...paged(cursor) })),
    enquiries: (await client.review.enquiries(filter)).length,
  });
  return counts;
}

/**
 * The whole equals the sum by campaign and by texter, since here each item has one campaign and one texter.
 */
async function reviewsAgree(client: Client, campaignIds: readonly string[]): Promise<void> {
  const whole = await reviewAgrees(client, {});
  const texterIds = (await client.account.texters({})).map(({ id }) => id);
  for (const parts of [
    campaignIds.map((each) => ({ campaignId: each })),
    texterIds.map((each) => ({ texterId: each })),
  ]) {
    const sum = { sample: 0, open: 0, done: 0, missed: 0, enquiries: 0 };
    for (const part of parts) {
      const counts = await reviewAgrees(client, part);
      for (const key of ['sample', 'open', 'done', 'missed', 'enquiries'] as const) sum[key] += counts[key];
    }
    // Some actions are about numbers that no conversation knows, so they belong to no campaign.
    expect({ ...sum, decide: whole.decide, overdue: whole.overdue }).toEqual(whole);
  }
  const [campaignId] = campaignIds;
  const [texterId] = texterIds;
  if (campaignId !== undefined && texterId !== undefined)
    await reviewAgrees(client, { campaignId, texterId });
}

async function managerAgrees(client: Client): Promise<void> {
  const length = (filter: Parameters<Client['optOut']['list']>[0]) =>
    lengthOf((cursor) => client.optOut.list({ ...filter, ...paged(cursor) }));
  const whole = await client.optOut.counts({});
  expect(await length({})).toBe(whole.optOuts + whole.reversals);
  expect(await length({ state: 'in-force' })).toBe(whole.inForce);
  const inForce = await client.optOut.counts({ state: 'in-force' });
  expect(inForce).toEqual({ optOuts: whole.inForce, inForce: whole.inForce, reversals: 0 });
}

/**
 * An act that the present state does not allow is refused with an error; the counts must agree all the
 * same.
 */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ORPCError) || error.code === 'UNAUTHORIZED') throw error;
}

test('after any history every count on every screen is the length of its list, for each role', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ arbitrary: MessengerStep, weight: 3 }, { arbitrary: Deed, weight: 2 }), {
        minLength: 5,
        maxLength: 40,
      }),
      fc.constantFrom('US' as const, 'GB' as const),
      async (steps, region) => {
        const d = messenger(region, { contacts: CONTACTS });
        const api = testApi({ made: d.made });
        const supervisorId = api.newcomer('supervisor').id;
        // Signs in anew each time, since days go by and sessions end.
        const people = (): People => ({
          admin: api.as(d.adminId),
          supervisor: api.as(supervisorId),
          texter: api.as(d.texterId),
        });
        for (const step of steps) {
          if ('deed' in step) await act(d, people(), step).catch(unlessRefused);
          else await play(d, step);
        }
        const { admin, supervisor, texter } = people();
        const campaigns = await admin.campaign.list({});
        for (const [client, sees] of [
          [admin, 'all'],
          [supervisor, 'all'],
          [texter, 'own'],
        ] as const) {
          for (const campaignId of [undefined, ...campaigns.map(({ id }) => id)])
            await conversationsAgree(client, campaignId, sees);
        }
        await actionsAgree(admin);
        await actionsAgree(texter);
        await reviewsAgree(
          supervisor,
          campaigns.map(({ id }) => id),
        );
        await managerAgrees(admin);
        const whole = await admin.conversation.counts({});
        const sum = (pick: (counts: (typeof campaigns)[number]['counts']) => number) =>
          campaigns.reduce((total, { counts }) => total + pick(counts), 0);
        expect(sum(({ toAnswer }) => toAnswer)).toBe(whole.toAnswer);
        expect(sum(({ optedOut }) => optedOut)).toBe(whole.optedOut);
        expect(sum(({ onHold }) => onHold)).toBe(whole.onHold);
        expect(sum(({ contacts }) => contacts)).toBe(
          whole.toSend + whole.toAnswer + whole.waiting + whole.closed,
        );
        d.close();
      },
    ),
    { numRuns: 60 },
  );
});

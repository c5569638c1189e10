import { ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { receive } from '../../main/core/inbox/receive.ts';
import { all, one } from '../../main/core/store/statement.ts';
import type { ScriptTest } from '../../shared/contract/campaigns/scriptTests.ts';
import { guardSentence } from '../../shared/text/guardText.ts';
import { type Client, refusal, testApi } from '../helpers/api.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { CONTACTS, MessengerStep, play } from '../helpers/messengerSteps.ts';
import { restOver } from '../helpers/restApi.ts';
import { fictionNumber } from '../helpers/seed.ts';
import { SCRIPT } from '../questions/world.ts';

/** A number of the tester’s own, in no list. */
const OWN = fictionNumber('US', 70);

function world(contacts = CONTACTS) {
  const d = messenger('US', { contacts });
  const api = testApi({ made: d.made });
  const campaigns = all<{ id: string }>(d.core.db, 'SELECT id FROM campaign ORDER BY id').map(({ id }) => id);
  const admin = () => api.as(d.adminId);
  const ask = async () => {
    for (const campaignId of campaigns) {
      const { revision } = await admin().questions.script({ campaignId });
      await admin().questions.save({ campaignId, revision, questions: SCRIPT });
    }
  };
  return { d, api, admin, ask, campaigns, campaignId: campaigns[0] ?? '' };
}

/** Which of our sender numbers the conversation has, as `says` counts them. */
function senderOf(d: Messenger, conversationId: string): number {
  const row = one<{ sender_number_id: string }>(
    d.core.db,
    'SELECT sender_number_id FROM conversation WHERE id = ?',
    conversationId,
  );
  return d.senders.findIndex(({ id }) => id === row?.sender_number_id);
}

test('a test leaves as a real text, is answered like any conversation, ends, and begins anew', async () => {
  const { d, api, admin, ask, campaignId } = world();
  await ask();
  const rest = restOver(api);
  const as = { as: api.tokenFor(d.adminId) };
  const begun = await rest('POST', `/campaigns/${campaignId}/tests`, {
    ...as,
    body: { number: '(202) 555-0170', firstName: 'Maya' },
  });
  expect(begun.body).toMatchObject({
    campaignId,
    number: OWN,
    name: 'Maya',
    state: 'waiting',
    endedAt: null,
  });
  const first = begun.body as unknown as ScriptTest;
  await d.dispatch();
  expect(d.provider.reached.at(-1)).toMatchObject({ to: OWN });
  d.says(OWN, 'Yes, sure', d.clock.now(), senderOf(d, first.conversationId));
  const id = first.conversationId;
  const thread = await admin().conversation.get({ id });
  expect(thread.conversation).toMatchObject({ test: { campaignId }, state: 'to-answer' });
  expect(thread.messages.map(({ body }) => body)).toContain('Yes, sure');
  expect(thread.questions.script.map(({ code }) => code)).toEqual(SCRIPT.map(({ code }) => code));
  await admin().answers.record({ conversationId: id, question: 'support', choices: ['yes'] });
  await admin().conversation.send({ id, body: 'Great, Maya!', confirmed: [] });
  await d.dispatch();
  expect(d.provider.reached.at(-1)).toMatchObject({ to: OWN, body: 'Great, Maya!' });

  // The campaign has it in no list, and nobody else gets it.
  expect((await admin().conversation.list({})).items.map((row) => row.id)).not.toContain(id);
  expect((await admin().campaign.list({ archived: 'with' })).map((each) => each.name)).toEqual([
    'Second',
    'First',
  ]);
  expect(await refusal(admin().conversation.assign({ id, texterId: d.texterId }))).toMatchObject({
    code: 'CONFLICT',
  });
  expect(await refusal(api.as(d.texterId).conversation.get({ id }))).toMatchObject({ code: 'NOT_FOUND' });

  // Begun again, the earlier one is over; ended, nothing more leaves in it.
  const second = await admin().scriptTest.begin({ campaignId, number: OWN });
  const listed = await rest('GET', `/campaigns/${campaignId}/tests`, as);
  expect(listed.body).toMatchObject([
    { id: second.id, endedAt: null },
    { id: first.id, endedAt: d.clock.now() },
  ]);
  const sent = d.provider.reached.length;
  expect((await rest('POST', `/tests/${second.id}/end`, as)).status).toBe(200);
  await d.dispatch();
  expect(d.provider.reached).toHaveLength(sent);
  expect(await refusal(admin().conversation.send({ id, body: 'One more', confirmed: [] }))).toMatchObject({
    code: 'GUARD',
  });
  const kinds = all<{ kind: string; payload: string }>(
    d.core.db,
    'SELECT kind, payload FROM ledger WHERE subject = ? ORDER BY seq',
    d.core.subject(OWN),
  );
  expect(kinds.map(({ kind }) => kind)).toEqual(['test-begun', 'test-ended', 'test-begun', 'test-ended']);
  expect(kinds.every(({ payload }) => JSON.parse(payload).test === true)).toBe(true);

  // A draft that was never launched is tried too, and can be deleted afterwards.
  const draft = await admin().campaign.copy({ id: campaignId, name: 'Draft' });
  const tried = await admin().scriptTest.begin({ campaignId: draft.id, number: OWN });
  await d.dispatch();
  expect(d.provider.reached.at(-1)).toMatchObject({ to: OWN });
  await admin().campaign.remove({ id: draft.id });
  const left = await admin().conversation.get({ id: tried.conversationId });
  expect(left.conversation).toMatchObject({ state: 'closed', test: { campaignId: null } });
  d.close();
});

test('what stops a test, and what a STOP in one does', async () => {
  const { d, admin, ask, campaignId, campaigns } = world();
  await ask();
  const begin = (more: object = {}) => admin().scriptTest.begin({ campaignId, number: OWN, ...more });
  expect(await refusal(begin({ number: '12' }))).toMatchObject({ code: 'INVALID' });
  const abroad = await refusal(begin({ number: '07700 900123' }));
  expect(abroad).toMatchObject({ code: 'INVALID' });
  await admin().campaign.update({ id: campaignId, script: 'Hi {firstName}, vote at {Polling place}?' });
  const lacking = await refusal(begin());
  expect(lacking).toMatchObject({ code: 'INVALID' });
  expect(lacking.message).toContain('{Polling place}');
  expect(await admin().scriptTest.list({ campaignId })).toEqual([]);

  // How often a person may be texted counts no test, and no test is counted.
  await admin().settings.update({ oftenLimit: { most: 1, days: 30 } });
  for (const round of [1, 2]) {
    const fields = { 'polling PLACE': `School ${round}` };
    await begin({ fields, number: d.numbers[0] ?? '' });
    await d.dispatch();
    expect(d.provider.reached.at(-1)).toMatchObject({ body: expect.stringContaining(`School ${round}`) });
  }
  const listed = d.conversations[1]?.[0] ?? '';
  expect(d.send(listed, 'initial')).toMatchObject({ ok: true, waits: null });
  await d.dispatch();

  // Played as a wrong number, nothing is known of it; said for good, it is opted out everywhere.
  const fields = { 'Polling place': 'School' };
  const wrong = await begin({ fields });
  await admin().conversation.close({ id: wrong.conversationId, outcome: 'wrong-number' });
  const { conversationId } = await begin({ fields });
  await d.dispatch();
  d.says(OWN, 'STOP', d.clock.now(), senderOf(d, conversationId));
  expect(await admin().scriptTest.list({ campaignId })).toMatchObject([{ optedOut: true }, {}, {}, {}]);
  expect(await admin().person.why({ number: OWN })).toMatchObject({ optedOut: true });
  await d.dispatch();
  const reached = d.provider.reached.length;
  for (const id of campaigns) {
    const refused = await refusal(admin().scriptTest.begin({ campaignId: id, number: OWN, fields }));
    expect(refused).toMatchObject({ code: 'GUARD', message: guardSentence('opted-out') });
  }
  await d.dispatch();
  expect(d.provider.reached).toHaveLength(reached);
  expect((await admin().optOut.list({})).items).toHaveLength(1);
  expect((await admin().review.queue({ which: 'open', limit: 10 })).items).toEqual([]);
  d.close();
});

test('a number that was only in a test is erased like any other', async () => {
  const { d, admin, ask, campaignId } = world();
  await ask();
  const begun = await admin().scriptTest.begin({ campaignId, number: OWN, firstName: 'Quillaway' });
  await d.dispatch();
  d.says(OWN, 'hollowtwig', d.clock.now(), senderOf(d, begun.conversationId));
  const answers = { conversationId: begun.conversationId, question: 'support', choices: ['yes'] };
  await admin().answers.record(answers);
  await admin().conversation.send({ id: begun.conversationId, body: 'vexmarrow', confirmed: [] });

  expect(await admin().person.erasable({ number: OWN })).toMatchObject({ conversations: 1, queued: 1 });
  await admin().person.erase({ number: OWN, reason: 'asked' });
  const sent = d.provider.reached.length;
  await d.dispatch();
  expect(d.provider.reached).toHaveLength(sent);
  const left = JSON.stringify([
    all(d.core.db, 'SELECT * FROM conversation'),
    all(d.core.db, 'SELECT * FROM message'),
    all(d.core.db, 'SELECT * FROM campaign'),
  ]);
  for (const word of ['Quillaway', 'hollowtwig', 'vexmarrow', OWN]) expect(left).not.toContain(word);
  expect(await admin().scriptTest.list({ campaignId })).toEqual([]);
  expect(await refusal(admin().scriptTest.begin({ campaignId, number: OWN }))).toMatchObject({
    code: 'GUARD',
  });
  d.close();
});

/** Every figure of the organisation and of its campaigns, and the lists behind them. */
async function figures(d: Messenger, admin: Client, texter: Client, campaigns: readonly string[]) {
  const range = { from: 0, to: d.clock.now() + 1 };
  const of = async (campaignId: string | undefined) => {
    const within = campaignId === undefined ? {} : { campaignId };
    const { actions: _, stops: __, stopsOverdue: ___, ...counts } = await admin.conversation.counts(within);
    const { actions: _a, ...dashboard } = await admin.dashboard.read({
      period: 'campaign-life',
      ...within,
      zone: 'UTC',
    });
    const conversations = await admin.conversation.list({ ...within, limit: 200 });
    const report = await admin.report.compliance({ ...range, ...within, zone: 'UTC' });
    const review = await admin.review.queue({ which: 'open', limit: 50, ...within });
    const { decide: ____, overdue: _____, ...reviewed } = await admin.review.counts(within);
    return { counts, dashboard, conversations, report, review, reviewed };
  };
  const ofCampaign = async (campaignId: string) => ({
    cockpit: await admin.cockpit.read({ campaignId }),
    cost: await admin.cost.read({ campaignId }),
    results: await admin.results.read({ campaignId }),
    script: await admin.questions.script({ campaignId }),
    exported: await Promise.all(
      (['contacts', 'texts', 'texters'] as const).map((kind) => admin.results.export({ campaignId, kind })),
    ),
  });
  return {
    campaigns: await admin.campaign.list({ archived: 'with' }),
    all: await of(undefined),
    each: await Promise.all(campaigns.map(of)),
    of: await Promise.all(campaigns.map(ofCampaign)),
    own: await texter.conversation.counts({}),
    progress: [await admin.progress.read({}), await texter.progress.read({})],
    agreement: await admin.review.agreement({ weeks: 2 }),
    texts: await admin.messenger.search({ words: 'thanks', limit: 50 }),
  };
}

/** What an admin does in a test, and what they say and do with their own phone. */
const Act = fc.oneof(
  fc.record({ test: fc.constant('begin' as const), campaign: fc.nat(1), own: fc.boolean() }),
  fc.record({
    test: fc.constant('say' as const),
    word: fc.constantFrom('Yes', 'thanks', 'STOP', 'take me off your list', 'wrong number', 'not interested'),
  }),
  fc.record({ test: fc.constantFrom('answer', 'send', 'close', 'opt-out', 'failed', 'delivered', 'end') }),
);
type Act = typeof Act extends fc.Arbitrary<infer T> ? T : never;

/** Does it in the newest test that runs. `own`: a number of nobody’s list, of which facts may be learned. */
async function act(d: Messenger, admin: Client, campaigns: readonly string[], deed: Act): Promise<unknown> {
  if ('campaign' in deed) {
    const number = deed.own ? OWN : (d.numbers[0] ?? '');
    return admin.scriptTest.begin({ campaignId: campaigns[deed.campaign] ?? '', number });
  }
  const tests = await Promise.all(campaigns.map((campaignId) => admin.scriptTest.list({ campaignId })));
  const running = tests.flat().find(({ endedAt, number }) => endedAt === null && number === OWN);
  if (!running) return;
  const id = running.conversationId;
  if ('word' in deed) return d.says(OWN, deed.word, d.clock.now(), senderOf(d, id));
  switch (deed.test) {
    case 'answer':
      return admin.answers.record({ conversationId: id, question: 'support', choices: ['yes'] });
    case 'send':
      return admin.conversation.send({ id, body: 'Many thanks!', confirmed: ['stop-waiting'] });
    case 'close':
      return admin.conversation.close({ id, outcome: 'wrong-number' });
    case 'opt-out':
      return admin.conversation.optOut({ id, reason: 'Mine' });
    case 'end':
      return admin.scriptTest.end({ id: running.id });
    default:
      return settle(d, id, deed.test === 'failed' ? '30003' : null);
  }
}

function settle(d: Messenger, conversationId: string, code: string | null): unknown {
  const text = one<{ id: string }>(
    d.core.db,
    "SELECT provider_id AS id FROM message WHERE conversation_id = ? AND state = 'sent' ORDER BY id DESC LIMIT 1",
    conversationId,
  );
  if (!text) return;
  const at = d.clock.now();
  const event =
    code === null
      ? ({ providerId: text.id, status: 'delivered', at } as const)
      : ({ providerId: text.id, status: 'failed', errorCode: code, at } as const);
  return receive(d.core, d.source, { inbound: [], providerTexts: [], statuses: [event] });
}

/** What the state does not allow is refused in words; the figures must stay all the same. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ORPCError) || error.code === 'UNAUTHORIZED') throw error;
}

test('whatever is done in a test, every figure and list stays as it was, and a STOP in it holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ arbitrary: MessengerStep, weight: 1 }, { arbitrary: Act, weight: 2 }), {
        minLength: 6,
        maxLength: 24,
      }),
      async (steps) => {
        const { d, api, admin, ask, campaigns } = world();
        await ask();
        const seen = () => figures(d, admin(), api.as(d.texterId), campaigns);
        const subject = d.core.subject(OWN);
        const optedOut = () =>
          one(d.core.db, 'SELECT 1 FROM opt_out WHERE subject = ? AND reversed = 0', subject) !== undefined;
        for (const step of steps) {
          if (!('test' in step)) {
            await play(d, step);
            continue;
          }
          await d.dispatch();
          const before = await seen();
          const out = optedOut();
          const texts = () =>
            one<{ n: number }>(
              d.core.db,
              `SELECT count(*) AS n FROM message WHERE subject = ? AND kind <> 'confirmation' AND claimed_at IS NOT NULL`,
              subject,
            )?.n;
          const left = texts();
          await act(d, admin(), campaigns, step).catch(unlessRefused);
          await d.dispatch();
          expect(await seen()).toEqual(before);
          if (out) expect(texts()).toBe(left);
        }
        d.close();
      },
    ),
    { numRuns: 12 },
  );
});

import { expect, test } from 'vitest';
import { openAction } from '../../main/core/actions/actionRecord.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { one, run } from '../../main/core/store/statement.ts';
import { said, written } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { reviewWorld } from '../helpers/reviewWorld.ts';
import { message } from '../helpers/seed.ts';

test('signs of risk come first, and say what they are', async () => {
  const { contact, leave, asksToStop, texter, supervisor, core } = reviewWorld();
  const plain = leave(contact());
  const timeout = leave(contact(), { cause: 'review', rule: 'phrase:take-me-off', matched: 'no more' });
  const odd = leave(contact('S-T-O-P'), { matched: 'S-T-O-P' });
  const refused = leave(contact(), { cause: 'provider-refused', rule: '', matched: '' });
  const byHand = leave(contact('I hate this'), {
    cause: 'manual',
    rule: 'by-hand',
    matched: '',
    actorId: texter.id,
  });
  const found = contact('take me off');
  asksToStop(found);
  const decided = leave(found, {
    cause: 'manual',
    rule: 'action',
    matched: 'take me off',
    actorId: texter.id,
  });
  const { items } = await supervisor.client.review.queue({ which: 'open' });
  expect(items.map(({ id, risk, signs }) => [id, risk, signs])).toEqual([
    [timeout, 40, ['timeout']],
    [byHand, 30, ['nothing-found']],
    [odd, 20, ['unusual']],
    [refused, 15, ['no-words']],
    [decided, 5, ['likely']],
    [plain, 0, []],
  ]);
  const asked = items.find(({ id }) => id === plain);
  core.write((tx) =>
    openAction(core, tx, {
      kind: 'asked-to-resume',
      subject: core.subject(asked?.number ?? ''),
      conversationId: asked?.conversationId ?? null,
      messageId: null,
      rule: 'resume',
      matched: 'START',
      detail: written(''),
      holds: false,
      dueAt: tx.now,
    }),
  );
  expect((await supervisor.client.review.get({ id: plain })).signs).toEqual(['resume']);
  const newest = await supervisor.client.review.queue({ which: 'open', order: 'newest' });
  expect(newest.items.map(({ id }) => id)).toEqual([decided, byHand, refused, odd, timeout, plain]);
});

test('pages neither repeat nor leave out, in either order', async () => {
  const { contact, leave, supervisor } = reviewWorld();
  const ids = Array.from({ length: 23 }, (_, index) =>
    leave(contact(), index % 3 === 0 ? { matched: 'ＳＴＯＰ' } : {}),
  );
  for (const order of ['risk', 'newest'] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await supervisor.client.review.queue({
        which: 'open',
        order,
        limit: 5,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect([...seen].sort()).toEqual([...ids].sort());
  }
  const { nextCursor } = await supervisor.client.review.queue({ which: 'open', limit: 5 });
  const misplaced = supervisor.client.review.queue({ which: 'done', limit: 5, cursor: nextCursor ?? '' });
  expect((await refusal(misplaced)).code).toBe('INVALID');
});

test('the sample follows from ids: about its share, always the same, and a larger one contains the smaller', async () => {
  const { contact, leave, supervisor, admin } = reviewWorld();
  for (let index = 0; index < 300; index += 1) leave(contact());
  const sampleAt = async (automatic: number) => {
    await admin.client.review.setSampling({ automatic, manual: 100, risky: true });
    const { items } = await supervisor.client.review.queue({ limit: 200 });
    const { sample, open } = await supervisor.client.review.counts({});
    expect(open).toBe(300);
    if (sample <= 200) expect(items).toHaveLength(sample);
    return { sample, ids: new Set(items.map(({ id }) => id)) };
  };
  expect((await sampleAt(0)).sample).toBe(0);
  const ten = await sampleAt(10);
  expect(ten.sample).toBeGreaterThan(15);
  expect(ten.sample).toBeLessThan(45);
  const thirty = await sampleAt(30);
  expect([...ten.ids].filter((id) => !thirty.ids.has(id))).toEqual([]);
  expect((await sampleAt(10)).ids).toEqual(ten.ids);
  expect((await sampleAt(100)).sample).toBe(300);
  expect(await supervisor.client.review.sampling()).toEqual({ automatic: 100, manual: 100, risky: true });
  expect(
    (await refusal(supervisor.client.review.setSampling({ automatic: 1, manual: 1, risky: false }))).code,
  ).toBe('FORBIDDEN');
});

test('what people did and what carries a sign is in the sample whatever the share of automatic ones', async () => {
  const { contact, leave, supervisor, admin, texter } = reviewWorld();
  await admin.client.review.setSampling({ automatic: 0, manual: 100, risky: true });
  leave(contact());
  const odd = leave(contact(), { matched: 'sToP it' });
  const manual = leave(contact(), { cause: 'manual', rule: 'by-hand', actorId: texter.id });
  const { items } = await supervisor.client.review.queue({});
  expect(items.map(({ id }) => id)).toEqual([manual, odd]);
  expect((await supervisor.client.review.queue({ automatic: true })).items.map(({ id }) => id)).toEqual([
    odd,
  ]);
});

test('a mistaken verdict proposes the opt-in to an admin and changes nothing by itself', async () => {
  const { core, contact, leave, supervisor, admin, texter, open } = reviewWorld();
  const person = contact('Stop by the office?');
  const id = leave(person, { matched: 'Stop by the office?' });
  expect((await refusal(supervisor.client.review.judge({ id, verdict: 'mistaken' }))).code).toBe('INVALID');
  const texts = one(core.db, 'SELECT count(*) AS n FROM message');
  await supervisor.client.review.judge({ id, verdict: 'mistaken', note: 'An invitation, no request.' });
  expect(one(core.db, 'SELECT reversed FROM opt_out WHERE id = ?', id)).toEqual({ reversed: 0 });
  expect(one(core.db, 'SELECT count(*) AS n FROM message')).toEqual(texts);
  expect(open('review-mistaken').map(({ detail }) => said(detail))).toEqual(['An invitation, no request.']);
  expect(await texter.client.action.list({})).toEqual([]);
  const [proposal] = await admin.client.action.list({ kind: 'review-mistaken' });
  expect(proposal?.conversationId).toBe(person.id);
  await admin.client.action.resolve({
    id: proposal?.id ?? '',
    resolution: 'opt-in',
    reason: 'Review agrees',
  });
  expect(one(core.db, 'SELECT reversed FROM opt_out WHERE id = ?', id)).toEqual({ reversed: 1 });
  const item = await supervisor.client.review.get({ id });
  expect([item.state, item.verdicts.map(({ verdict, by }) => [verdict, by])]).toEqual([
    'mistaken',
    [['mistaken', 'Sol']],
  ]);
  expect(verify(core.db).problems).toEqual([]);
});

test('a new request to stop makes the proposal void, and so does an opt-in made elsewhere', async () => {
  const { core, contact, leave, supervisor, admin, open } = reviewWorld();
  const again = contact();
  await supervisor.client.review.judge({ id: leave(again), verdict: 'mistaken', note: 'Perhaps' });
  leave(again);
  expect(open('review-mistaken')).toEqual([]);
  const other = contact();
  const id = leave(other);
  await supervisor.client.review.judge({ id, verdict: 'mistaken', note: 'Perhaps' });
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject: other.subject,
      optOutIds: [id],
      actorId: admin.id,
      reason: written('Asked'),
      undo: false,
    }),
  );
  expect(open('review-mistaken')).toEqual([]);
});

test('the latest verdict counts; all of them stay; what an earlier one asked for is withdrawn', async () => {
  const { contact, leave, supervisor, admin, clock, open } = reviewWorld();
  const id = leave(contact());
  await supervisor.client.review.judge({ id, verdict: 'mistaken', note: 'Looks wrong' });
  clock.advance(1_000);
  await supervisor.client.review.judge({ id, verdict: 'escalate', note: 'Not sure' });
  expect([open('review-mistaken').length, open('escalated').length]).toEqual([0, 1]);
  clock.advance(1_000);
  await admin.client.review.judge({ id, verdict: 'upheld' });
  expect(open('escalated')).toEqual([]);
  const item = await supervisor.client.review.get({ id });
  expect(item.verdicts.map(({ verdict }) => verdict)).toEqual(['upheld', 'escalate', 'mistaken']);
  expect((await supervisor.client.review.queue({ which: 'done' })).items.map(({ state }) => state)).toEqual([
    'upheld',
  ]);
  expect(await supervisor.client.review.counts({})).toMatchObject({ open: 0, sample: 0, done: 1 });
});

test('nobody judges their own opt-out, nor one that was taken back', async () => {
  const { core, contact, leave, admin, supervisor } = reviewWorld();
  const own = leave(contact(), { cause: 'manual', rule: 'by-hand', actorId: admin.id });
  expect((await refusal(admin.client.review.judge({ id: own, verdict: 'upheld' }))).code).toBe('CONFLICT');
  const person = contact();
  const gone = leave(person);
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject: person.subject,
      optOutIds: [gone],
      actorId: admin.id,
      reason: written('x'),
      undo: true,
    }),
  );
  expect((await refusal(supervisor.client.review.judge({ id: gone, verdict: 'upheld' }))).code).toBe(
    'CONFLICT',
  );
  expect((await supervisor.client.review.queue({ which: 'open' })).items.map(({ id }) => id)).toEqual([own]);
});

test('the time line goes from the words to the confirmation', async () => {
  const { core, clock, contact, leave, supervisor } = reviewWorld();
  const person = contact();
  const id = leave(person);
  const before = await supervisor.client.review.get({ id });
  const now = clock.now();
  expect(before.steps.map(({ step, at }) => [step, at])).toEqual([
    ['said', now - 1_000],
    ['received', now - 500],
    ['decided', now],
    ['enforced', now],
    ['confirmed', null],
  ]);
  const about = {
    conversationId: person.id,
    number: person.number,
    direction: 'out',
    kind: 'confirmation',
  } as const;
  const confirmation = message(core, { ...about, body: 'Bye', state: 'queued', optOutId: id });
  expect((await supervisor.client.review.get({ id })).steps.at(-1)).toMatchObject({
    at: null,
    state: 'queued',
  });
  run(
    writer(core),
    "UPDATE message SET state = 'sent', settled_at = ? WHERE id = ?",
    now + 900,
    confirmation,
  );
  expect((await supervisor.client.review.get({ id })).steps.at(-1)).toEqual({
    step: 'confirmed',
    at: now + 900,
    by: 'heed',
    state: 'sent',
  });
});

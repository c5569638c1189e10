import { expect, test } from 'vitest';
import { openAction } from '../../main/core/actions/actionRecord.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { isHeld } from '../../main/core/people/holds.ts';
import { one, run } from '../../main/core/store/statement.ts';
import { said, written } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { DAY, reviewWorld } from '../helpers/reviewWorld.ts';
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

test('a verdict is taken back: the one before counts again and asks again; all stay as history', async () => {
  const { core, contact, leave, supervisor, admin, clock, open } = reviewWorld();
  const other = contact();
  const id = leave(other);
  const judged = async (verdict: 'mistaken' | 'upheld', note = '') => {
    clock.advance(1_000);
    return (await supervisor.client.review.judge({ id, verdict, note })).verdictId;
  };
  const first = await judged('mistaken', 'Looks wrong');
  const second = await judged('upheld');
  const state = async () => {
    const { state: now, verdicts } = await supervisor.client.review.get({ id });
    return [now, verdicts.map(({ id: each, undone, mayUndo }) => [each, undone?.by ?? null, mayUndo])];
  };
  expect(await state()).toEqual([
    'upheld',
    [
      [second, null, true],
      [first, null, false],
    ],
  ]);
  const early = await supervisor.client.review.undo({ ids: [first] });
  expect(early.refused).toEqual([{ id: first, why: expect.stringContaining('counts no longer') }]);
  expect((await supervisor.client.review.undo({ ids: [second] })).done).toEqual([second]);
  expect(await state()).toEqual([
    'mistaken',
    [
      [second, 'Sol', false],
      [first, null, true],
    ],
  ]);
  expect(open('review-mistaken').map(({ detail }) => said(detail))).toEqual(['Looks wrong']);
  expect((await supervisor.client.review.agreement({})).total).toEqual({ agree: 0, judged: 1 });
  expect((await admin.client.review.undo({ ids: [first] })).done).toEqual([first]);
  expect((await state())[0]).toBe('open');
  expect(open('review-mistaken')).toEqual([]);
  expect((await supervisor.client.review.agreement({})).total).toEqual({ agree: 0, judged: 0 });
  expect(await supervisor.client.review.counts({})).toMatchObject({ open: 1, done: 0 });
  expect(one(core.db, "SELECT count(*) AS n FROM ledger WHERE kind = 'review-undone'")).toEqual({ n: 2 });
  expect(verify(core.db).problems).toEqual([]);
});

test('whose verdict it is, and that it can no longer be, is said; nobody else takes it back', async () => {
  const { core, contact, leave, supervisor, admin } = reviewWorld();
  const person = contact();
  const id = leave(person);
  const { verdictId } = await admin.client.review.judge({ id, verdict: 'upheld' });
  const refused = async () => (await supervisor.client.review.undo({ ids: [verdictId] })).refused[0]?.why;
  expect(await refused()).toMatch(/or an admin/);
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject: person.subject,
      optOutIds: [id],
      actorId: admin.id,
      reason: written('Asked'),
      undo: false,
    }),
  );
  expect((await admin.client.review.undo({ ids: [verdictId] })).refused[0]?.why).toMatch(/was reversed/);
  expect((await admin.client.review.get({ id })).state).toBe('upheld');
});

test('a hold that a verdict began ends with it, once it is known which texts leave; one that was there stays', async () => {
  const { core, contact, asksToStop, supervisor, clock } = reviewWorld();
  const held = () =>
    one<{ n: number }>(core.db, "SELECT count(*) AS n FROM action WHERE state = 'open' AND holds = 1")?.n;
  const person = contact('no more of this');
  asksToStop(person);
  run(writer(core), 'UPDATE action SET holds = 0');
  clock.advance(DAY + 1);
  const [missed] = (await supervisor.client.review.missed({})).items;
  const judgement = { id: missed?.id ?? '', verdict: 'mistaken', note: 'A request' } as const;
  const { verdictId } = await supervisor.client.review.judgeMissed(judgement);
  expect(held()).toBe(1);
  const queued = {
    conversationId: person.id,
    number: person.number,
    direction: 'out',
    state: 'queued',
  } as const;
  message(core, { ...queued, body: 'Written before.' });
  expect((await refusal(supervisor.client.review.undo({ ids: [verdictId] }))).code).toBe('UNCONFIRMED');
  expect(held()).toBe(1);
  await supervisor.client.review.undo({ ids: [verdictId], confirmed: ['texts-waiting'] });
  expect(held()).toBe(0);
  expect((await supervisor.client.review.missed({})).items.map(({ id }) => id)).toEqual([missed?.id]);
  run(writer(core), 'UPDATE action SET holds = 1');
  const again = await supervisor.client.review.judgeMissed(judgement);
  await supervisor.client.review.undo({ ids: [again.verdictId], confirmed: ['texts-waiting'] });
  expect(held()).toBe(1);
});

test('a hold outlives the verdict that began it where the contact has asked to stop since', async () => {
  const { core, contact, asksToStop, supervisor, clock } = reviewWorld();
  const person = contact('no more of this');
  asksToStop(person);
  run(writer(core), 'UPDATE action SET holds = 0');
  clock.advance(DAY + 1);
  const [missed] = (await supervisor.client.review.missed({})).items;
  const judgement = { id: missed?.id ?? '', verdict: 'mistaken', note: 'A request' } as const;
  const held = () => isHeld(core.db, person.subject);
  const undo = async () => {
    const { verdictId } = await supervisor.client.review.judgeMissed(judgement);
    clock.advance(1_000);
    return () => supervisor.client.review.undo({ ids: [verdictId] });
  };
  await (await undo())();
  expect(held()).toBe(false);
  // A further text joins the action that is open.
  const again = await undo();
  asksToStop(person);
  await again();
  expect(held()).toBe(true);
});

test('many are upheld at once, each with a verdict of its own; what cannot be is named', async () => {
  const { core, contact, leave, supervisor, admin } = reviewWorld();
  const ids = [leave(contact()), leave(contact())];
  const own = leave(contact(), { cause: 'manual', rule: 'by-hand', actorId: supervisor.id });
  const { done, refused } = await supervisor.client.review.upholdMany({ ids: [...ids, own, 'gone'] });
  expect(done.map(({ id }) => id)).toEqual(ids);
  expect(refused.map(({ id }) => id)).toEqual([own, 'gone']);
  expect(await supervisor.client.review.counts({})).toMatchObject({ open: 1, done: 2 });
  await supervisor.client.review.undo({ ids: done.map(({ verdictId }) => verdictId) });
  expect(await admin.client.review.counts({})).toMatchObject({ open: 3, done: 0 });
  expect(one(core.db, "SELECT count(*) AS n FROM ledger WHERE kind = 'review'")).toEqual({ n: 2 });
});

test('what is escalated has an owner, a time and a reason; theirs stands in their list, overdue first', async () => {
  const { contact, leave, asksToStop, supervisor, admin, texter, clock } = reviewWorld();
  const id = leave(contact());
  const to = { ownerId: supervisor.id, answerBy: clock.now() + DAY };
  await admin.client.review.judge({ id, verdict: 'escalate', note: 'Please look', to });
  const person = contact('no more of this');
  asksToStop(person);
  expect((await admin.client.action.page({})).items.map(({ kind }) => kind)).toEqual([
    'escalated',
    'likely-opt-out',
  ]);
  const [asked] = (await supervisor.client.action.page({ kind: 'likely-opt-out' })).items;
  const escalate = (input: object) =>
    supervisor.client.action.escalate({ id: asked?.id ?? '', ownerId: admin.id, note: 'Unsure', ...input });
  expect((await refusal(escalate({ ownerId: texter.id }))).message).toMatch(/admin or supervisor/);
  expect((await refusal(escalate({ answerBy: clock.now() }))).code).toBe('INVALID');
  // Never later than the day on which it becomes an opt-out by itself.
  expect((await escalate({ answerBy: clock.now() + 100 * DAY })).decideBy).toBe(asked?.dueAt);
  await escalate({ answerBy: clock.now() + 2 * DAY });
  const mine = async (who: typeof admin) => (await who.client.action.page({ assigned: 'mine' })).items;
  expect(await mine(supervisor)).toMatchObject([
    { kind: 'escalated', detail: 'Please look', overdue: false },
  ]);
  expect(await mine(admin)).toMatchObject([
    { dueAt: asked?.dueAt, assignedTo: { name: 'Maya' }, escalation: { by: 'Sol', note: 'Unsure' } },
  ]);
  clock.advance(2 * DAY + 1);
  expect((await supervisor.client.review.counts({})).overdue).toBe(2);
  expect((await admin.client.action.summary()).overdue).toBe(2);
  const [texters] = (await texter.client.action.page({ kind: 'likely-opt-out' })).items;
  expect(texters?.escalation).toBeNull();
  const [own] = await mine(supervisor);
  await supervisor.client.action.resolve({ id: own?.id ?? '', resolution: 'dismiss', reason: 'Seen.' });
  expect(await mine(supervisor)).toEqual([]);
});

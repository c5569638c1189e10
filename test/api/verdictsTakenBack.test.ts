import { expect, test } from 'vitest';
import { verify } from '../../main/core/ledger/verify.ts';
import { reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { isHeld } from '../../main/core/people/holds.ts';
import { one, run } from '../../main/core/store/statement.ts';
import { said, written } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { DAY, reviewWorld } from '../helpers/reviewWorld.ts';
import { message } from '../helpers/seed.ts';

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
  const { core, contact, asksToStop, supervisor, admin, clock } = reviewWorld();
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
    return () => admin.client.review.undo({ ids: [verdictId] });
  };
  await (await undo())();
  expect(held()).toBe(false);
  // The hold was ended by the person who took the verdict back, not by the one who gave it.
  expect(one(core.db, "SELECT actor FROM ledger WHERE kind = 'carried-on'")).toEqual({ actor: admin.id });
  // A further request joins the action that is still open.
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
  // The time for an answer is never later than the day on which the request becomes an opt-out by itself.
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

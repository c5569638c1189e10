import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import { resolveAction } from '../../main/core/decisions/decideAction.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import type { Access } from '../../shared/contract/base/procedure.ts';
import { contract } from '../../shared/contract/index.ts';
import { said } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { DAY, reviewWorld } from '../helpers/reviewWorld.ts';
import { message } from '../helpers/seed.ts';

test('requests that texters did not act on are found, each for its reason, and leave with a verdict', async () => {
  const { core, clock, contact, asksToStop, texter, supervisor, admin, open } = reviewWorld();
  const wentOn = contact('take me off');
  asksToStop(wentOn);
  const carriedOn = contact('take me off');
  asksToStop(carriedOn);
  const decided = contact('take me off');
  asksToStop(decided);
  const actionOf = async (conversationId: string) =>
    (await admin.client.action.list({ conversationId }))[0]?.id ?? '';
  // Opts out without a review, as an older Heed did for texters.
  const carried = await actionOf(carriedOn.id);
  core.write((tx) =>
    resolveAction(core, tx, { actionId: carried, resolution: 'carry-on', reason: '', actorId: texter.id }),
  );
  await admin.client.action.resolve({ id: await actionOf(decided.id), resolution: 'carry-on' });
  clock.advance(1_000);
  expect((await supervisor.client.review.missed({})).items.map(({ why }) => why)).toEqual(['carried-on']);
  message(core, {
    conversationId: wentOn.id,
    number: wentOn.number,
    body: 'But listen!',
    direction: 'out',
    authorId: texter.id,
  });
  const left = contact('take me off');
  asksToStop(left);
  const now = await supervisor.client.review.missed({});
  expect(now.items.map(({ why, texterName }) => [why, texterName])).toEqual([
    ['carried-on', 'Ana'],
    ['went-on', 'Ana'],
  ]);
  clock.advance(DAY + 1);
  const { items } = await supervisor.client.review.missed({ limit: 2 });
  expect(items.map(({ why }) => why)).toEqual(['left-open', 'carried-on']);
  expect((await supervisor.client.review.counts({})).missed).toBe(3);

  const missed = items[1]?.id ?? '';
  await supervisor.client.review.judgeMissed({ id: missed, verdict: 'mistaken', note: 'They did ask.' });
  expect(
    one(core.db, 'SELECT hold_at IS NOT NULL AS held FROM conversation WHERE id = ?', carriedOn.id),
  ).toEqual({ held: 1 });
  expect(open('likely-opt-out').map(({ detail }) => said(detail))).toContain('They did ask.');
  clock.advance(2 * DAY);
  expect((await supervisor.client.review.missed({})).items.map(({ id }) => id)).not.toContain(missed);
  expect((await supervisor.client.review.counts({})).missed).toBe(2);
});

test('agreement counts agreeing verdicts out of those judged, by kind, week and texter', async () => {
  const { clock, contact, leave, asksToStop, texter, supervisor } = reviewWorld();
  const judge = (id: string, verdict: 'upheld' | 'mistaken' | 'escalate') =>
    supervisor.client.review.judge({ id, verdict, note: 'Because of it.' });
  await judge(leave(contact()), 'upheld');
  await judge(leave(contact()), 'mistaken');
  await judge(leave(contact()), 'escalate');
  clock.advance(7 * DAY);
  const byHand = {
    cause: 'manual',

    rule: 'by-hand',
    matched: '',
    actorId: texter.id,
  } as const;
  await judge(leave(contact('Bah'), byHand), 'upheld');
  const late = contact('take me off');
  asksToStop(late);
  clock.advance(DAY + 1);
  const [missed] = (await supervisor.client.review.missed({})).items;
  await supervisor.client.review.judgeMissed({
    id: missed?.id ?? '',
    verdict: 'mistaken',
    note: 'They did ask.',
  });
  const { total, groups, weeks, texters } = await supervisor.client.review.agreement({ weeks: 4 });
  expect(total).toEqual({ agree: 2, judged: 4 });
  expect(groups).toEqual([
    { group: 'automatic', agree: 1, judged: 2, escalated: 1 },
    { group: 'manual-found', agree: 0, judged: 0, escalated: 0 },
    // The supervisor upholds a decision for which the detector had found nothing, so the two disagree.
    { group: 'manual-nothing-found', agree: 0, judged: 1, escalated: 0 },
    { group: 'missed', agree: 1, judged: 1, escalated: 0 },
  ]);
  expect(weeks.map(({ agree, judged }) => [agree, judged])).toEqual([
    [0, 0],
    [0, 0],
    [1, 2],
    [1, 2],
  ]);
  for (const { from } of weeks) expect(new Date(from).toISOString()).toMatch(/T00:00:00/);
  expect(new Set(weeks.map(({ from }) => new Date(from).getUTCDay()))).toEqual(new Set([1]));
  expect(texters).toEqual([
    { id: texter.id, name: 'Ana', byHand: 1, nothingFound: 1, upheld: 1, judged: 1, missed: 0 },
  ]);
});

test('a texter asks, keeps the conversation with a mark, and reads the answer', async () => {
  const { contact, texter, supervisor, admin, stranger } = reviewWorld();
  const person = contact('Who gave you this number, you idiot?');
  await texter.client.review.ask({ id: person.id, note: 'What do I say?' });
  expect((await refusal(texter.client.review.ask({ id: person.id }))).code).toBe('CONFLICT');
  const [row] = (await texter.client.conversation.list({})).items;
  expect(row?.enquiry).toBe(true);
  const asked = await supervisor.client.review.enquiries({});
  expect(asked.map(({ askedBy, note }) => [askedBy, note])).toEqual([['Ana', 'What do I say?']]);
  expect((await supervisor.client.review.counts({})).enquiries).toBe(1);
  expect((await refusal(stranger().client.review.ask({ id: person.id }))).code).toBe('NOT_FOUND');
  await supervisor.client.review.answerEnquiry({ id: asked[0]?.id ?? '', answer: 'Nothing. Close it.' });
  const thread = await texter.client.conversation.get({ id: person.id });
  expect(thread.events.map(({ kind, text }) => [kind, text])).toEqual([
    ['enquiry', 'by you: What do I say?'],
    ['enquiry-answered', 'by Sol: Nothing. Close it.'],
  ]);
  expect(thread.conversation.enquiry).toBeUndefined();
  expect(await admin.client.action.list({ kind: 'escalated' })).toEqual([]);
});

test('texters get abusive texts marked, and not in lists; supervisors read them', async () => {
  const { contact, asksToStop, texter, supervisor, core } = reviewWorld();
  const words = 'You idiot, take me off';
  const person = contact(words);
  asksToStop(person);
  run(
    writer(core),
    "UPDATE conversation SET last_text = ?, last_direction = 'in' WHERE id = ?",
    words,
    person.id,
  );
  for (const [who, shown] of [
    [texter, ''],
    [supervisor, words],
  ] as const) {
    const [row] = (await who.client.conversation.list({})).items;
    expect([row?.abusive, row?.lastText]).toEqual([true, shown]);
    expect((await who.client.action.list({})).map(({ text }) => text)).toEqual([shown]);
    const thread = await who.client.conversation.get({ id: person.id });
    expect(thread.messages.map(({ abusive, body }) => [abusive, body])).toEqual([[true, words]]);
  }
  expect((await texter.client.action.page({})).items.map(({ text }) => text)).toEqual(['']);
});

/** Every procedure of the contract with its method and roles. */
function procedures(
  node: object,
  path: readonly string[] = [],
): { path: string; method: string; roles: Access['roles'] }[] {
  if (isContractProcedure(node)) {
    const definition = node['~orpc'];
    return [
      {
        path: path.join('.'),
        method: definition.route.method ?? 'POST',
        roles: (definition.meta as Access).roles,
      },
    ];
  }
  return Object.entries(node).flatMap(([key, child]) => procedures(child as object, [...path, key]));
}

test('a supervisor changes no settings and sends nothing', () => {
  const may = procedures(contract).filter(
    ({ method, roles }) =>
      method !== 'GET' && (roles === 'signed-in' || (roles !== 'public' && roles.includes('supervisor'))),
  );
  const offices = ['settings', 'connection', 'campaign', 'account', 'imports', 'setup'];
  expect(may.filter(({ path }) => offices.includes(path.split('.')[0] ?? ''))).toEqual([]);
  const acts = may.filter(({ path }) =>
    /send|optOut|optIn|resolve|setSampling|cancel|assign/i.test(path.split('.')[1] ?? ''),
  );
  expect(acts.toSorted((a, b) => a.path.localeCompare(b.path))).toEqual([
    // Requests to stop: deciding what was meant, and opting out.
    { path: 'action.resolve', method: 'POST', roles: 'signed-in' },
    { path: 'action.resolveMany', method: 'POST', roles: 'signed-in' },
    { path: 'conversation.undoOptOut', method: 'POST', roles: 'signed-in' },
    // A note to a texter; it reaches no contact.
    { path: 'nudge.send', method: 'POST', roles: ['admin', 'supervisor'] },
  ]);
  const review = may.flatMap(({ path }) => (path.startsWith('review.') ? [path] : []));
  expect(review.sort()).toEqual([
    'review.answerEnquiry',
    'review.judge',
    'review.judgeMissed',
    'review.undo',
    'review.upholdMany',
  ]);
});

test('whatever a supervisor does in review, no text is written and no setting changed', async () => {
  const { core, clock, contact, leave, asksToStop, supervisor, texter } = reviewWorld();
  const texts = () => all(core.db, 'SELECT id, state, body FROM message ORDER BY id');
  const settings = () => all(core.db, 'SELECT key, value FROM setting');
  const ids = (['upheld', 'mistaken', 'escalate'] as const).map((verdict) => ({
    verdict,
    id: leave(contact()),
  }));
  const left = contact('take me off');
  asksToStop(left);
  const puzzled = contact('Hm');
  await texter.client.review.ask({ id: puzzled.id });
  clock.advance(DAY + 1);
  const before = [texts(), settings()];
  for (const { id, verdict } of ids) await supervisor.client.review.judge({ id, verdict, note: 'Because.' });
  for (const { id } of (await supervisor.client.review.missed({})).items)
    await supervisor.client.review.judgeMissed({ id, verdict: 'mistaken', note: 'Because.' });
  for (const { id } of await supervisor.client.review.enquiries({}))
    await supervisor.client.review.answerEnquiry({ id, answer: 'Leave it.' });
  expect([texts(), settings()]).toEqual(before);
  expect(verify(core.db).problems).toEqual([]);
});

test('all four lists narrow to who decided or asked, else to whose conversation it is', async () => {
  const { core, contact, leave, asksToStop, texter, supervisor, stranger } = reviewWorld();
  const ben = stranger();
  leave(contact(), { cause: 'manual', rule: 'by-hand', matched: '', actorId: texter.id });
  const automatic = contact();
  leave(automatic);
  const open = contact('no more of this');
  asksToStop(open);
  await texter.client.review.ask({ id: open.id });
  const counts = (texterId: string) => supervisor.client.review.counts({ texterId });
  expect(await counts(texter.id)).toMatchObject({ open: 2, enquiries: 1 });
  expect(await counts(ben.id)).toMatchObject({ open: 0, enquiries: 0 });
  core.write((tx) => run(tx.db, 'UPDATE conversation SET texter_id = ?, rev = ?', ben.id, tx.rev()));
  // The automatic opt-out goes with the conversation; what Ana opted out by hand, and asked, stays hers.
  expect(await counts(texter.id)).toMatchObject({ open: 1, enquiries: 1 });
  expect(await counts(ben.id)).toMatchObject({ open: 1, enquiries: 0 });
  const { items } = await supervisor.client.review.queue({ which: 'open', texterId: ben.id });
  expect(items.map(({ conversationId }) => conversationId)).toEqual([automatic.id]);
});

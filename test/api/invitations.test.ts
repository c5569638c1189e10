import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import type { Role } from '../../shared/schema/words.ts';
import { type Client, deskCaller, refusal, testApi } from '../helpers/api.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import * as seed from '../helpers/seed.ts';

/** Links by which people join, used from other computers. */

quickPasswords();
const AT = 'https://desks.example:8443';
const DAY = 86_400_000;
const PASSWORD = 'a password of my own';

function world() {
  const api = testApi({ desksAt: AT });
  const { id: adminId, client: admin } = api.newcomer('admin', 'Maya');
  const campaignId = seed.campaign(api.core, { name: 'Doors', texterIds: [] });
  const tokenOf = (link: string) => link.slice(`${AT}/#/join/`.length).split('/')[0] ?? '';
  const at = (desk: string) => api.via(deskCaller(desk));
  const joinAs = (desk: string, token: string, login = desk) =>
    at(desk).join.accept({ token, name: `Name of ${login}`, login, password: PASSWORD });
  const forMany = async (more: { mostPeople?: number; atOnce?: boolean } = {}) => {
    const until = api.clock.now() + 2 * DAY;
    const asked = { name: 'Saturday', campaignIds: [campaignId], until, mostPeople: 2, atOnce: true };
    const { id, link } = await admin.invitation.createForCampaign({ ...asked, ...more });
    return { id, token: tokenOf(link) };
  };
  const forOne = async (role: Role = 'texter') => {
    const { id, link } = await admin.invitation.create({ name: 'Ana', role, campaignIds: [campaignId] });
    return { id, link, token: tokenOf(link) };
  };
  return { ...api, adminId, admin, campaignId, at, joinAs, forMany, forOne, tokenOf };
}

test('a person joins by a link, is signed in at their desk and texts in its campaigns; the link is good once', async () => {
  const { at, joinAs, forOne, admin, campaignId, core } = world();
  const { link, token } = await forOne();
  // The pin of Heed’s own certificate is in it, and all that is secret stands behind the #.
  expect(link).toMatch(/^https:\/\/desks\.example:8443\/#\/join\/[\w-]{43}\/Af8$/);
  expect(await at('ana').join.look({ token })).toEqual({
    state: 'open',
    organisation: expect.any(String),
    role: 'texter',
    name: 'Ana',
    by: 'Maya',
    atOnce: true,
  });
  expect(await joinAs('ana', token)).toMatchObject({ state: 'joined', me: { login: 'ana', role: 'texter' } });
  expect(await at('ana').session.state()).toMatchObject({ phase: 'signed-in', duty: null, place: 'desk' });
  expect((await at('ana').campaign.list()).map(({ id }) => id)).toEqual([campaignId]);
  expect((await refusal(joinAs('eve', token))).message).toContain('used already');
  expect(await at('eve').join.look({ token })).toMatchObject({ state: 'used', name: '', by: '', role: null });
  expect((await admin.invitation.list())[0]).toMatchObject({ state: 'used', joined: 1, waiting: 0 });
  // Neither link nor password stands in the store as it was given.
  const rows = JSON.stringify([
    ...all(core.db, 'SELECT * FROM invitation'),
    ...all(core.db, 'SELECT * FROM join_request'),
    ...all(core.db, 'SELECT payload FROM ledger'),
  ]);
  expect(rows).not.toContain(token);
  expect(rows).not.toContain(PASSWORD);
  const kinds = all<{ kind: string }>(core.db, "SELECT kind FROM ledger WHERE kind IN ('invited', 'joined')");
  expect(kinds.map(({ kind }) => kind)).toEqual(['invited', 'joined']);
});

test('a link that is taken back, ended, made up or of another store says kindly that it is good for nothing', async () => {
  const { joinAs, forOne, admin, clock, at, core } = world();
  const revoked = await forOne();
  await admin.invitation.revoke({ id: revoked.id });
  expect((await refusal(joinAs('ana', revoked.token))).message).toContain('taken back');
  const expired = await forOne();
  clock.advance(7 * DAY);
  expect((await refusal(joinAs('ana', expired.token))).message).toContain('Ask whoever sent it');
  expect((await at('ana').join.look({ token: expired.token })).state).toBe('expired');
  expect((await refusal(joinAs('ana', 'x'.repeat(43)))).message).toContain('not known here');
  expect(all(core.db, 'SELECT id FROM account')).toHaveLength(1);
});

test('by a campaign’s link with a yes, a person waits, and is in with their own password once an admin says so', async () => {
  const { joinAs, forMany, admin, at, campaignId } = world();
  const { id, token } = await forMany({ atOnce: false, mostPeople: 2 });
  const asked = await joinAs('ana', token);
  if (asked.state !== 'waiting') throw new Error('Nobody joins by this link without a yes.');
  expect(await at('ana').session.state()).toMatchObject({ phase: 'sign-in' });
  expect(await at('ana').join.answer({ request: asked.request })).toEqual({ state: 'waiting' });
  const signIn = () => at('ana').session.signIn({ login: 'ana', password: PASSWORD });
  expect((await refusal(signIn())).code).toBe('UNAUTHORIZED');
  // The same login cannot be waited for twice, not even in other letters.
  expect((await refusal(joinAs('eve', token, 'ANA'))).code).toBe('CONFLICT');
  const [request] = await admin.invitation.requests();
  expect(request).toMatchObject({ login: 'ana', link: 'Saturday', campaigns: [{ id: campaignId }] });
  await admin.invitation.admit({ id: request?.id ?? '' });
  expect(await at('ana').join.answer({ request: asked.request })).toEqual({ state: 'joined' });
  await signIn();
  expect((await at('ana').campaign.list()).map((each) => each.id)).toEqual([campaignId]);
  // A second one is refused, and gives the place back; the request of a link taken back is refused too.
  await joinAs('ben', token);
  const [ben] = await admin.invitation.requests();
  await admin.invitation.refuse({ id: ben?.id ?? '' });
  const third = await joinAs('cem', token);
  await admin.invitation.revoke({ id });
  expect(await admin.invitation.requests()).toEqual([]);
  expect(await at('cem').join.answer({ request: third.state === 'waiting' ? third.request : '' })).toEqual({
    state: 'refused',
  });
  expect((await admin.account.list()).map(({ login }) => login).toSorted()).toHaveLength(2);
});

test('however many use a link at once, no more join or wait than it is for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.boolean(), async (mostPeople, atOnce) => {
      const { joinAs, forMany, admin } = world();
      const { token } = await forMany({ mostPeople, atOnce });
      const tries = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) => joinAs(`desk${index}`, token)),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostPeople);
      const [listed] = await admin.invitation.list();
      expect((listed?.joined ?? 0) + (listed?.waiting ?? 0)).toBe(mostPeople);
    }),
    { numRuns: 6 },
  );
});

test('an invited admin sets up a second factor at their desk before anything else; later a password alone lets none in', async () => {
  const { joinAs, forOne, at, clock } = world();
  const { token } = await forOne('admin');
  await joinAs('ada', token);
  const here = at('ada');
  expect(await here.session.state()).toMatchObject({ phase: 'signed-in', duty: 'second-factor' });
  expect((await refusal(here.account.list())).code).toBe('DUTY');
  // Another sign-in by password alone is refused as always: only joining opens this way.
  expect((await refusal(at('other').session.signIn({ login: 'ada', password: PASSWORD }))).code).toBe(
    'FORBIDDEN',
  );
  const { secret } = await here.session.secondFactor.begin({ password: PASSWORD });
  await here.session.secondFactor.confirm({
    code: TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.now() }),
  });
  expect((await here.account.list()).map(({ login }) => login)).toContain('ada');
});

test('an invited admin without a second factor can do nothing else, may change the password, and is out once reset', async () => {
  const { joinAs, forOne, at, admin, clock } = world();
  const { token } = await forOne('admin');
  const joined = await joinAs('ada', token);
  if (joined.state !== 'joined') throw new Error('Nobody waits by this link.');
  const { id } = joined.me;
  const here = at('ada');
  for (const call of [
    () => here.changes.watch(),
    () => here.conversation.list({}),
    () => here.invitation.create({ name: 'Eve', role: 'admin' }),
    () => here.signIns.end({}),
    () => here.account.update({ id, role: 'admin', name: 'X' }),
    () => here.session.secondFactor.newCodes({ code: '123456' }),
  ])
    expect((await refusal(call())).code).toBe('DUTY');
  const next = 'another password of mine';
  await here.session.changePassword({ current: PASSWORD, next });
  expect(await here.session.state()).toMatchObject({ phase: 'signed-in', duty: 'second-factor' });
  const { secret } = await here.session.secondFactor.begin({ password: next });
  const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.now() });
  await here.session.secondFactor.confirm({ code });
  expect((await here.account.list()).map(({ login }) => login)).toContain('ada');
  const { password } = await admin.account.recover({ id, clearSecondFactor: true });
  expect((await refusal(here.account.list())).code).toBe('UNAUTHORIZED');
  expect((await refusal(here.session.secondFactor.begin({ password }))).code).toBe('UNAUTHORIZED');
  expect((await refusal(at('ada').session.signIn({ login: 'ada', password }))).code).toBe('FORBIDDEN');
});

test('many are invited by pasted lines; the file has a link each, and a formula in a name is none', async () => {
  const { admin, joinAs, tokenOf } = world();
  const { made, csv } = await admin.invitation.createMany({
    text: 'Ana\n\n =HYPERLINK("x") \nben@example.org',
  });
  expect(made.map(({ name }) => name)).toEqual(['Ana', '=HYPERLINK("x")', 'ben@example.org']);
  expect(csv.split('\r\n')).toHaveLength(5);
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  for (const { name, link } of made) {
    expect(csv).toContain(link);
    await joinAs(`desk-${name.slice(0, 3)}`, tokenOf(link), name.replaceAll(/\W/g, '').toLowerCase());
  }
  expect((await refusal(admin.invitation.createMany({ text: '\n \n' }))).code).toBe('INVALID');
  const tooMany = Array.from({ length: 501 }, (_, index) => `P${index}`).join('\n');
  expect((await refusal(admin.invitation.createMany({ text: tooMany }))).code).toBe('INVALID');
});

test('the links of somebody who is no admin any more let nobody in', async () => {
  const { admin, newcomer, joinAs, at, tokenOf } = world();
  const other = newcomer('admin', 'Olga');
  const { link } = await other.client.invitation.create({ name: 'Back door', role: 'admin' });
  const token = tokenOf(link);
  expect((await at('eve').join.look({ token })).state).toBe('open');
  await admin.account.update({ id: other.id, role: 'texter' });
  expect(await at('eve').join.look({ token })).toMatchObject({ state: 'revoked', role: null, by: '' });
  await admin.account.update({ id: other.id, role: 'admin', active: false });
  expect((await refusal(joinAs('eve', token))).message).toContain('taken back');
  expect((await admin.invitation.list()).map(({ state }) => state)).toEqual(['revoked']);
  expect((await admin.account.list()).map(({ login }) => login)).not.toContain('eve');
});

test('whoever joins gets contacts where these are shared out, and a name can turn or end no line', async () => {
  const { core, at, forOne, campaignId, admin } = world();
  for (const number of [1, 2].map((n) => seed.fictionNumber('US', n)))
    seed.conversation(core, { campaignId, number, texterId: null, state: 'to-send' });
  const { token } = await forOne();
  const name = ' Ana\u0000\u202e\u2066\n nimdA ';
  await at('ana').join.accept({ token, name, login: 'ana', password: PASSWORD });
  expect((await at('ana').session.state()).me?.name).toBe('Ana  nimdA');
  expect(await at('ana').conversation.counts({})).toMatchObject({ toSend: 2 });
  expect(await admin.campaign.get({ id: campaignId })).toMatchObject({ counts: { unassigned: 0 } });
  const { made } = await admin.invitation.createMany({ text: 'B\u0000en\u202e\n\u0000\nCem' });
  expect(made.map((each) => each.name)).toEqual(['B en', 'Cem']);
  const rename = (to: string) => admin.account.update({ id: made[0]?.id ?? '', name: to });
  expect((await refusal(rename('\u0000\u202e'))).code).toBe('INVALID');
});

test('without desks no link is made, since it would lead nowhere; nor for a closed campaign', async () => {
  const off = testApi();
  const { client } = off.newcomer('admin');
  expect((await refusal(client.invitation.create({ name: 'Ana', role: 'texter' }))).message).toContain(
    'Desks are off',
  );
  const { admin, core } = world();
  const closed = seed.campaign(core, { name: 'Over', state: 'closed' });
  const asked = { name: 'Ana', role: 'texter' as const, campaignIds: [closed] };
  expect((await refusal(admin.invitation.create(asked))).code).toBe('CONFLICT');
});

test('who is here: each sign-in with its desk, and an admin ends one or all others', async () => {
  const { admin, joinAs, forMany, at, core } = world();
  const { token } = await forMany({ mostPeople: 2 });
  await joinAs('ana', token);
  await joinAs('ben', token);
  const list = await admin.signIns.list();
  expect(list).toHaveLength(3);
  const ana = list.find(({ account }) => account.name === 'Name of ana');
  expect(ana).toMatchObject({ place: 'desk', device: 'Firefox, Linux', address: '203.0.113.7', mine: false });
  expect(list.find(({ mine }) => mine)).toMatchObject({ place: 'console', account: { name: 'Maya' } });
  expect(await admin.signIns.end({ id: ana?.id ?? '' })).toEqual({ ok: true, ended: 1 });
  expect((await refusal(at('ana').campaign.list())).code).toBe('UNAUTHORIZED');
  expect((await refusal(admin.signIns.end({ id: ana?.id ?? '' }))).code).toBe('NOT_FOUND');
  expect((await at('ben').session.state()).phase).toBe('signed-in');
  expect(await admin.signIns.end({})).toEqual({ ok: true, ended: 1 });
  expect((await at('ben').session.state()).phase).toBe('sign-in');
  expect((await admin.signIns.list()).map(({ mine }) => mine)).toEqual([true]);
  const kind = 'signed-out-by-admin';
  expect(all(core.db, 'SELECT actor FROM ledger WHERE kind = ?', kind)).toHaveLength(2);
});

test('refusals of joining count at the door where they come from, and a success gives its try back', async () => {
  const { at, anybody, forMany, clock, core, via } = world();
  const { token } = await forMany({ mostPeople: 500 });
  const join = (from: Client, login: string, link = token) =>
    from.join.accept({ token: link, name: 'Ana', login, password: PASSWORD });
  // Forty people of one office join, and lock nobody out.
  for (let each = 0; each < 40; each += 1) await join(at(`desk ${each}`), `person-${each}`);
  const codes = async (from: Client, times: number) => {
    const found: string[] = [];
    for (let time = 0; time < times; time += 1) found.push((await refusal(join(from, 'person-1'))).code);
    return found;
  };
  expect(await codes(at('eve'), 99)).toEqual(Array(99).fill('CONFLICT'));
  expect(await codes(at('eve'), 2)).toEqual(['LOCKED', 'LOCKED']);
  const locked = await refusal(join(at('eve'), 'somebody-new'));
  expect(locked).toEqual({ code: 'LOCKED', message: expect.stringContaining('30 seconds') });
  expect(await refusal(at('eve').session.signIn({ login: 'x', password: PASSWORD }))).toEqual(locked);
  // Made-up links count too, and another network has its own door.
  const elsewhere = via(deskCaller('cem', '198.51.100.9'));
  expect((await refusal(join(elsewhere, 'cem', 'x'.repeat(43)))).code).toBe('CONFLICT');
  expect(await join(elsewhere, 'cem')).toMatchObject({ state: 'joined' });
  clock.advance(31_000);
  expect(await join(at('eve'), 'somebody-new')).toMatchObject({ state: 'joined' });
  // Programs have a door of their own, and fewer tries.
  expect((await codes(anybody, 20)).lastIndexOf('CONFLICT')).toBe(18);
  expect(all(core.db, "SELECT 1 FROM account WHERE login = 'somebody-new'")).toHaveLength(1);
});

test('a program that joins begins no sign-in, which nobody would have; a window and a desk are signed in', async () => {
  const { at, anybody, via, forMany, core } = world();
  const { token } = await forMany({ mostPeople: 3 });
  const sessions = () => all(core.db, 'SELECT 1 FROM session').length;
  const before = sessions();
  const join = (from: Client, login: string) =>
    from.join.accept({ token, name: 'Ana', login, password: PASSWORD });
  expect(await join(anybody, 'ana')).toMatchObject({ state: 'joined', me: { login: 'ana' } });
  expect(sessions()).toBe(before);
  expect((await anybody.session.signIn({ login: 'ana', password: PASSWORD })).me.login).toBe('ana');
  const window = via({ kind: 'window', windowId: 'one' });
  for (const [from, login] of [
    [window, 'ben'],
    [at('cem'), 'cem'],
  ] as const) {
    await join(from, login);
    expect(await from.session.state()).toMatchObject({ phase: 'signed-in', me: { login } });
  }
});

import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { hashPassword } from '../../main/core/accounts/password.ts';
import { all } from '../../main/core/store/statement.ts';
import { type Client, refusal, testApi } from '../helpers/api.ts';
import { testClock, testPorts } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { account } from '../helpers/seed.ts';

const RIGHT = 'correct horse battery';
const STEP = 30_000;
quickPasswords();
const hash = hashPassword(RIGHT, testPorts(testClock()).random);

async function world(role: 'texter' | 'admin' = 'texter') {
  const api = testApi();
  const id = account(api.core, { role, login: 'ana', password: await hash });
  const client = api.as(id);
  const signIn = (code?: string) =>
    api.anybody.session.signIn({ login: 'ana', password: RIGHT, ...(code === undefined ? {} : { code }) });
  return { ...api, id, client, signIn };
}

const codeAt = (secret: string, at: number) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: at });

async function enrolled(role: 'texter' | 'admin' = 'texter') {
  const heed = await world(role);
  const { secret } = await heed.client.session.secondFactor.begin({ password: RIGHT });
  const { recoveryCodes } = await heed.client.session.secondFactor.confirm({
    code: codeAt(secret, heed.clock.now()),
  });
  heed.clock.advance(STEP);
  return { ...heed, secret, recoveryCodes, now: () => codeAt(secret, heed.clock.now()) };
}

/** RFC 6238, appendix B, SHA-1, the last six of the eight digits; the secret is the RFC's own. */
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
])('the code of RFC 6238 at %i seconds is %s', (seconds, code) => {
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  expect(codeAt(secret, seconds * 1000)).toBe(code);
});

test('enrolling asks for the password, gives the secret once, and is in force only after a code of it', async () => {
  const { client, signIn, clock, core } = await world();
  const second = client.session.secondFactor;
  expect((await refusal(second.begin({ password: 'not this one' }))).code).toBe('INVALID');
  expect((await refusal(second.confirm({ code: '000000' }))).code).toBe('CONFLICT');
  const begun = await second.begin({ password: RIGHT });
  expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(begun.uri);
  expect(uri.protocol).toBe('otpauth:');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Heed',
    secret: begun.secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  expect((await signIn()).me.login).toBe('ana');
  expect(await second.state()).toEqual({ on: false, since: null, codesLeft: 0, demanded: false });
  const wrong = codeAt(begun.secret, clock.now() + 20 * STEP);
  expect((await refusal(second.confirm({ code: wrong }))).code).toBe('SECOND_FACTOR');
  const { recoveryCodes } = await second.confirm({ code: codeAt(begun.secret, clock.now()) });
  expect(recoveryCodes).toHaveLength(10);
  expect(new Set(recoveryCodes).size).toBe(10);
  for (const code of recoveryCodes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  expect(await second.state()).toEqual({ on: true, since: clock.now(), codesLeft: 10, demanded: false });
  expect((await refusal(second.begin({ password: RIGHT }))).code).toBe('CONFLICT');
  const answers = JSON.stringify([await second.state(), await client.session.state()]);
  expect(answers).not.toContain(begun.secret);
  const rows = JSON.stringify(all(core.db, 'SELECT * FROM recovery_code'));
  for (const code of recoveryCodes) expect(rows).not.toContain(code.replaceAll('-', ''));
  const ledger = JSON.stringify(all(core.db, 'SELECT * FROM ledger'));
  expect(ledger).toContain('second-factor-on');
  expect(ledger).not.toContain(begun.secret);
});

test('confirming ends the other sign-ins, which were made without it', async () => {
  const { client, signIn, clock, via } = await world();
  const other = via({ kind: 'bearer', token: (await signIn()).token });
  const { secret } = await client.session.secondFactor.begin({ password: RIGHT });
  await client.session.secondFactor.confirm({ code: codeAt(secret, clock.now()) });
  expect((await refusal(other.campaign.list())).code).toBe('UNAUTHORIZED');
  expect(await client.campaign.list()).toEqual([]);
});

test('signing in wants a code only after the right password', async () => {
  const { signIn, now, anybody } = await enrolled();
  expect((await refusal(anybody.session.signIn({ login: 'ana', password: 'wrong one' }))).code).toBe(
    'UNAUTHORIZED',
  );
  expect((await refusal(signIn())).code).toBe('SECOND_FACTOR');
  expect((await signIn(now())).me.login).toBe('ana');
});

test('a code works once, also the one that confirmed, and no earlier code works after it', async () => {
  const { signIn, secret, clock } = await enrolled();
  const confirmedWith = codeAt(secret, clock.now() - STEP);
  expect((await refusal(signIn(confirmedWith))).code).toBe('SECOND_FACTOR');
  const ahead = codeAt(secret, clock.now() + STEP);
  await signIn(ahead);
  expect((await refusal(signIn(ahead))).code).toBe('SECOND_FACTOR');
  expect((await refusal(signIn(codeAt(secret, clock.now())))).code).toBe('SECOND_FACTOR');
  clock.advance(2 * STEP);
  await signIn(codeAt(secret, clock.now()));
});

test('many at once with one code are one sign-in', async () => {
  const { signIn, now } = await enrolled();
  const code = now();
  const answers = await Promise.allSettled([signIn(code), signIn(code), signIn(code)]);
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
});

test('a clock may be off by one step each way, not by two', async () => {
  for (const [steps, right] of [
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ] as const) {
    const { signIn, secret, clock } = await enrolled();
    clock.advance(10 * STEP);
    const attempt = signIn(codeAt(secret, clock.now() + steps * STEP));
    if (right) expect((await attempt).me.login, String(steps)).toBe('ana');
    else expect((await refusal(attempt)).code, String(steps)).toBe('SECOND_FACTOR');
  }
});

test('a recovery code stands for a code once, however it is typed', async () => {
  const { signIn, recoveryCodes, client, core } = await enrolled();
  const [first = '', second = ''] = recoveryCodes;
  await signIn(first);
  expect((await refusal(signIn(first))).code).toBe('SECOND_FACTOR');
  await signIn(second.toLowerCase().replaceAll('-', ' '));
  expect((await client.session.secondFactor.state()).codesLeft).toBe(8);
  expect(all(core.db, "SELECT kind FROM ledger WHERE kind = 'recovery-code-used'")).toHaveLength(2);
});

test('wrong codes lock like wrong passwords; a right password between them clears nothing', async () => {
  const { signIn, clock, secret } = await enrolled();
  const bad = () => refusal(signIn('AAAA-AAAA-AAAA-AAAA'));
  const codes: string[] = [];
  for (let time = 0; time < 5; time += 1) {
    codes.push((await bad()).code);
    if (time < 4) expect((await refusal(signIn())).code).toBe('SECOND_FACTOR');
  }
  expect(codes).toEqual(['SECOND_FACTOR', 'SECOND_FACTOR', 'SECOND_FACTOR', 'SECOND_FACTOR', 'LOCKED']);
  expect((await refusal(signIn(codeAt(secret, clock.now())))).code).toBe('LOCKED');
  clock.advance(STEP);
  expect((await signIn(codeAt(secret, clock.now()))).me.login).toBe('ana');
});

test('signed in, codes are limited as well: confirming, renewing, turning off', async () => {
  const tries: Record<string, (client: Client) => Promise<unknown>> = {
    renew: (me) => me.session.secondFactor.newCodes({ code: '123' }),
    off: (me) => me.session.secondFactor.turnOff({ password: RIGHT, code: '123' }),
    password: (me) => me.session.secondFactor.turnOff({ password: 'wrong', code: '123' }),
  };
  for (const [name, attempt] of Object.entries(tries)) {
    const { client } = await enrolled();
    for (let time = 0; time < 4; time += 1) expect((await refusal(attempt(client))).code).not.toBe('LOCKED');
    expect((await refusal(attempt(client))).code, name).toBe('LOCKED');
  }
  const { client } = await world();
  await client.session.secondFactor.begin({ password: RIGHT });
  for (let time = 0; time < 5; time += 1) await refusal(client.session.secondFactor.confirm({ code: '1' }));
  expect((await refusal(client.session.secondFactor.confirm({ code: '1' }))).code).toBe('LOCKED');
});

test('turning off and new recovery codes ask for a code; the earlier recovery codes end', async () => {
  const { client, signIn, recoveryCodes, now } = await enrolled();
  const { recoveryCodes: fresh } = await client.session.secondFactor.newCodes({ code: now() });
  expect((await refusal(signIn(recoveryCodes[0]))).code).toBe('SECOND_FACTOR');
  await signIn(fresh[0]);
  await client.session.secondFactor.turnOff({ password: RIGHT, code: fresh[1] ?? '' });
  expect(await client.session.secondFactor.state()).toMatchObject({ on: false, codesLeft: 0 });
  await signIn();
});

test('an admin demands it of a role: until it is set up, nothing else is to be had', async () => {
  const heed = await world();
  const admin = heed.newcomer('admin').client;
  await admin.settings.update({ secondFactorRoles: ['texter'] });
  expect(await heed.client.session.state()).toMatchObject({ phase: 'signed-in', duty: 'second-factor' });
  const refused = await refusal(heed.client.conversation.list({}));
  expect(refused).toMatchObject({ code: 'DUTY' });
  const { secret } = await heed.client.session.secondFactor.begin({ password: RIGHT });
  await heed.client.session.secondFactor.confirm({ code: codeAt(secret, heed.clock.now()) });
  expect((await heed.client.session.state()).duty).toBeNull();
  expect((await heed.client.conversation.list({})).items).toEqual([]);
  heed.clock.advance(STEP);
  const code = codeAt(secret, heed.clock.now());
  expect((await refusal(heed.client.session.secondFactor.turnOff({ password: RIGHT, code }))).code).toBe(
    'CONFLICT',
  );
  expect(all(heed.core.db, "SELECT payload FROM ledger WHERE kind = 'settings-changed'")).toEqual([
    { payload: JSON.stringify({ secondFactorRoles: 'texter' }) },
  ]);
});

test('an API key stands for no person: it has neither password nor second factor', async () => {
  const heed = await world('admin');
  const { token } = await heed.client.apiKey.create({ name: 'CRM', role: 'admin', validDays: 1 });
  const key = heed.via({ kind: 'bearer', token });
  expect((await refusal(key.session.secondFactor.begin({ password: RIGHT }))).code).toBe('FORBIDDEN');
  expect((await refusal(key.session.changePassword({ current: RIGHT, next: 'another password' }))).code).toBe(
    'FORBIDDEN',
  );
});

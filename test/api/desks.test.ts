import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { hashPassword } from '../../main/core/accounts/password.ts';
import { all, run } from '../../main/core/store/statement.ts';
import type { Role } from '../../shared/schema/words.ts';
import { deskCaller, refusal, testApi } from '../helpers/api.ts';
import { testClock, testPorts, writer } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { account, secondFactor } from '../helpers/seed.ts';

/** People who sign in on other computers. */

const RIGHT = 'correct horse battery';
quickPasswords();
const hash = hashPassword(RIGHT, testPorts(testClock()).random);

async function world(role: Role = 'texter') {
  const api = testApi();
  const id = account(api.core, { role, login: 'ana', password: await hash });
  const desk = deskCaller('ana');
  const signIn = (caller = desk, password = RIGHT, login = 'ana') =>
    api.via(caller).session.signIn({ login, password });
  return { ...api, id, desk, signIn };
}

test('a sign-in at a desk holds there alone, its page gets no token, and the store knows from where it came', async () => {
  const { id, desk, signIn, via, core, as } = await world();
  expect((await via(desk).session.state()).phase).toBe('sign-in');
  expect((await signIn()).token).toBe('');
  expect(await via(desk).session.state()).toMatchObject({ phase: 'signed-in', place: 'desk', me: { id } });
  const rows = all(core.db, 'SELECT account_id, address, device FROM session');
  expect(rows).toEqual([{ account_id: id, address: '203.0.113.7', device: 'Firefox, Linux' }]);
  expect(JSON.stringify(all(core.db, 'SELECT * FROM session'))).not.toContain(desk.token);
  const signedIn = "SELECT payload FROM ledger WHERE kind = 'signed-in'";
  expect(all(core.db, signedIn)).toEqual([{ payload: '{"at":"desk"}' }]);
  // Over REST, which the console alone has, that token is nobody's; nor does the console's hold at a desk.
  const rest = via({ kind: 'bearer', token: desk.token });
  expect((await refusal(rest.campaign.list())).code).toBe('UNAUTHORIZED');
  const { token } = await via({ kind: 'bearer', token: null }).session.signIn({
    login: 'ana',
    password: RIGHT,
  });
  expect((await via({ kind: 'bearer', token }).session.state()).place).toBe('console');
  expect((await refusal(via({ ...desk, token }).campaign.list())).code).toBe('UNAUTHORIZED');
  expect(await as(id).campaign.list()).toEqual([]);
});

test('a desk changes its password and stays signed in; signing out, and an admin’s no, end it', async () => {
  const { id, desk, signIn, via, newcomer } = await world();
  const { client: admin } = newcomer('admin');
  await signIn();
  const here = via(desk);
  await here.session.changePassword({ current: RIGHT, next: 'another long password' });
  expect((await here.session.state()).me?.id).toBe(id);
  await here.session.signOut();
  expect((await refusal(here.campaign.list())).code).toBe('UNAUTHORIZED');
  await signIn(desk, 'another long password');
  await admin.account.update({ id, active: false });
  expect((await refusal(here.campaign.list())).code).toBe('UNAUTHORIZED');
});

test('an admin at a desk needs a second factor, hears where to set it up, and keeps it there', async () => {
  const { id, desk, signIn, via, as, clock, core } = await world('admin');
  const refused = await refusal(signIn());
  expect(refused.code).toBe('FORBIDDEN');
  expect(refused.message).toContain('Set it up at the console');
  // Only somebody who knows the password hears that.
  expect((await refusal(signIn(desk, 'wrong'))).code).toBe('UNAUTHORIZED');
  const { secret } = await as(id).session.secondFactor.begin({ password: RIGHT });
  const code = () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.now() });
  await as(id).session.secondFactor.confirm({ code: code() });
  clock.advance(30_000);
  await via(desk).session.signIn({ login: 'ana', password: RIGHT, code: code() });
  expect((await via(desk).account.list()).map((each) => each.id)).toContain(id);
  const { demanded } = await via(desk).session.secondFactor.state();
  expect(demanded).toBe(true);
  clock.advance(30_000);
  const off = await refusal(via(desk).session.secondFactor.turnOff({ password: RIGHT, code: code() }));
  expect(off.code).toBe('CONFLICT');
  run(writer(core), 'DELETE FROM second_factor');
  expect((await refusal(via(desk).account.list())).code).toBe('UNAUTHORIZED');
});

test('who is made an admin at a desk goes on there with a second factor only', async () => {
  const { id, desk, signIn, via, core } = await world('supervisor');
  await signIn();
  expect(await via(desk).action.summary({})).toBeDefined();
  run(writer(core), "UPDATE account SET role = 'admin' WHERE id = ?", id);
  expect((await refusal(via(desk).action.summary({}))).code).toBe('UNAUTHORIZED');
  secondFactor(core, id);
  expect(await via(desk).action.summary({})).toBeDefined();
});

test('tries are counted by login, and by the network that they come from', async () => {
  const { signIn, clock } = await world();
  const from = (address: string) => deskCaller(address, address);
  const office = '2001:db8:1:2::';
  // A hundred tries at other logins, from many addresses of one office, and not from elsewhere.
  for (let time = 0; time < 99; time += 1) {
    const wrong = await refusal(signIn(from(`${office}${time + 1}`), 'wrong', `guess${time}`));
    expect(wrong.code).toBe('UNAUTHORIZED');
  }
  expect((await refusal(signIn(from(`${office}aaaa`), 'wrong', 'guess'))).code).toBe('LOCKED');
  expect((await refusal(signIn(from(`${office}bbbb`)))).code).toBe('LOCKED');
  expect((await signIn(from('2001:db8:1:3::1'))).me.login).toBe('ana');
  clock.advance(31_000);
  expect((await signIn(from(`${office}bbbb`))).me.login).toBe('ana');
  // One login from many networks.
  for (let time = 0; time < 5; time += 1) await refusal(signIn(from(`198.51.100.${time}`), 'wrong'));
  expect((await refusal(signIn(from('198.51.100.200')))).code).toBe('LOCKED');
});

test('a desk learns that the console is closed, and nothing of its disk and key', async () => {
  const { via } = testApi({ open: false });
  const desk = via(deskCaller('ana'));
  expect(await desk.session.state()).toMatchObject({ phase: 'first-run', place: 'desk', keyStore: 'system' });
  expect((await refusal(desk.setup.startDemo())).code).toBe('CONSOLE_ONLY');
  expect((await refusal(desk.campaign.list())).code).toBe('UNAVAILABLE');
});

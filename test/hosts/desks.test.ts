import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../helpers/api.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { ask, cookieOf } from './browserHost.ts';
import { ADMIN, deskConsole, deskSettings, TEXTER } from './deskConsole.ts';
import { certificateFor, type DeskPlace, dial, get } from './deskListener.ts';

/** Desks that reach a console over TLS. */

quickPasswords();
const console_ = deskConsole();
const { atConsole, deskAt, folder, heedsOwn } = console_;
let adminCodes: readonly string[] = [];

describe('with the certificate that Heed makes', () => {
  let place: DeskPlace;
  beforeAll(async () => {
    const wanted = await deskSettings({});
    const state = await atConsole().desks.change(wanted);
    expect(state).toMatchObject({ listening: true, problem: '', given: false, settings: wanted });
    place = { port: wanted.port, origin: wanted.url, ca: heedsOwn() };
    expect(state.certificate?.names).toEqual(['127.0.0.1']);
  });

  test('somebody signs in at a desk and works there; what is done at the console is refused', async () => {
    const { client } = await deskAt(place);
    expect(await client.session.state()).toMatchObject({ phase: 'sign-in', place: 'desk' });
    const { token } = await client.session.signIn(TEXTER);
    expect(token).toBe('');
    expect(await client.conversation.list({})).toMatchObject({ items: [] });
    const before = JSON.stringify(await atConsole().settings.get());
    for (const call of [
      () => client.desks.state(),
      () => client.backup.state(),
      () => client.keys.state(),
      () => client.setup.leaveDemo(),
      () => client.session.windowLink(),
      () => client.computer.problemReport(),
    ])
      expect((await refusal(call())).code).toBe('CONSOLE_ONLY');
    expect(JSON.stringify(await atConsole().settings.get())).toBe(before);
  });

  test('an admin comes in with a second factor, and has the settings of the work and no others', async () => {
    const { client } = await deskAt(place);
    expect((await refusal(client.session.signIn(ADMIN))).message).toContain('second factor');
    const { secret } = await atConsole().session.secondFactor.begin({ password: ADMIN.password });
    const code = TOTP.generate({ secret: Secret.fromBase32(secret) });
    adminCodes = (await atConsole().session.secondFactor.confirm({ code })).recoveryCodes;
    await client.session.signIn({ ...ADMIN, code: adminCodes[0] ?? '' });
    expect((await client.settings.get()).organisation).toBe('Choir');
    expect((await refusal(client.desks.state())).code).toBe('CONSOLE_ONLY');
  });

  test('a cookie of the window’s port means nothing here, nor one of a desk there', async () => {
    const { port } = new URL(console_.host().url);
    const { url } = await atConsole().session.windowLink();
    const cookie = cookieOf(await ask(url));
    const value = cookie.split('=')[1] ?? '';
    expect(await dial(place, { cookie })).toBe(401);
    const taken = await deskAt(place, `__Host-heed-desk=${value}`);
    expect((await taken.client.session.state()).phase).toBe('sign-in');
    const { client, cookie: ofDesk } = await deskAt(place);
    await client.session.signIn(TEXTER);
    const token = ofDesk.split('=')[1] ?? '';
    for (const tried of [ofDesk, `heed-${port}=${token}`]) {
      const headers = { cookie: tried, origin: `http://127.0.0.1:${port}` };
      expect((await ask(`http://127.0.0.1:${port}/`, { headers })).status).toBe(401);
    }
    const rest = { headers: { authorization: `Bearer ${token}` } };
    expect((await ask(`${console_.host().apiUrl}/campaigns`, rest)).status).toBe(401);
  });

  test('a desk stays signed in when the console starts again; its pin and certificate stay', async () => {
    const { client, cookie } = await deskAt(place);
    await client.session.signIn(TEXTER);
    const before = (await atConsole().desks.state()).certificate;
    await console_.restart();
    await atConsole().session.signIn({ ...ADMIN, code: adminCodes[1] ?? '' });
    expect((await atConsole().desks.state()).certificate).toEqual(before);
    const again = await deskAt(place, cookie);
    expect((await again.client.session.state()).me?.login).toBe('ana');
    // Its account is closed, so neither this window nor another with the same cookie goes on.
    const { id = '' } = (await atConsole().account.list()).find(({ login }) => login === 'ana') ?? {};
    await atConsole().account.update({ id, active: false });
    expect((await refusal(again.client.conversation.list({}))).code).toBe('UNAUTHORIZED');
    expect((await (await deskAt(place, cookie)).client.session.state()).phase).toBe('sign-in');
    await atConsole().account.update({ id, active: true });
    expect((await (await deskAt(place, cookie)).client.session.state()).phase).toBe('sign-in');
  });
});

describe('with a certificate of one’s own', () => {
  test('bad files are told and change nothing; a new certificate is taken, a bad one is told and the old one kept', async () => {
    const wanted = await deskSettings({
      way: 'own-certificate',
      certFile: join(folder, 'cert.pem'),
      keyFile: join(folder, 'key.pem'),
    });
    const before = (await atConsole().desks.state()).settings;
    const write = ({ cert, key }: { cert: string; key: string }) => {
      writeFileSync(wanted.certFile, cert);
      writeFileSync(wanted.keyFile, key);
    };
    const tried = async () => (await refusal(atConsole().desks.change(wanted))).message;
    const good = await certificateFor(wanted.url);
    expect(await tried()).toContain('cannot be read (ENOENT)');
    write({ cert: 'nothing', key: good.key });
    expect(await tried()).toContain('no certificate in PEM form');
    write({ cert: good.cert, key: 'nothing' });
    expect(await tried()).toContain('no private key');
    write({ cert: good.cert, key: (await certificateFor(wanted.url)).key });
    expect(await tried()).toContain('does not belong');
    write(await certificateFor('https://elsewhere.example'));
    expect(await tried()).toContain('not for 127.0.0.1');
    const expired = await certificateFor(wanted.url, Date.now() - 400 * 86_400_000);
    write(expired);
    expect(await tried()).toContain('ended on');
    expect((await atConsole().desks.state()).settings).toEqual(before);
    expect((await get({ port: before.port, origin: before.url, ca: heedsOwn() })).status).toBe(200);

    write(good);
    expect(await atConsole().desks.change(wanted)).toMatchObject({ listening: true, problem: '' });
    const at = (cert: string) => get({ port: wanted.port, origin: wanted.url, ca: cert });
    expect((await at(good.cert)).status).toBe(200);
    const next = await certificateFor(wanted.url);
    write(next);
    expect((await atConsole().desks.state()).problem).toBe('');
    expect((await at(next.cert)).status).toBe(200);
    for (const bad of [expired, { ...next, key: 'gone' }]) {
      write(bad);
      expect((await atConsole().desks.state()).problem).toContain('The one from before stays in use');
      expect((await at(next.cert)).status).toBe(200);
    }
    rmSync(wanted.certFile);
    expect((await atConsole().desks.state()).problem).toContain('ENOENT');
    write(next);
    expect(await atConsole().desks.state()).toMatchObject({ listening: true, problem: '' });
  });

  test('what was typed is checked by field, a port that is taken is told, and off is off', async () => {
    const wrong = await deskSettings({ way: 'proxy', url: 'http://desks.example.org', proxy: 'localhost' });
    await expect(atConsole().desks.change(wrong)).rejects.toMatchObject({
      code: 'INVALID',
      data: { issues: [{ path: ['url'] }, { path: ['proxy'] }] },
    });
    for (const url of ['', 'https://desks.example.org/x', 'https://ana@desks.example.org'])
      expect((await refusal(atConsole().desks.change(await deskSettings({ url })))).code, url).toBe(
        'INVALID',
      );
    const taken = await deskSettings({ port: Number(new URL(console_.host().apiUrl).port) });
    expect((await refusal(atConsole().desks.change(taken))).message).toMatch(/\d+/);
    const { settings: before } = await atConsole().desks.state();
    const off = await atConsole().desks.change({ ...before, on: false });
    expect(off).toMatchObject({ listening: false, problem: '', certificate: null });
    await expect(get({ port: before.port, origin: before.url, ca: null })).rejects.toThrow('ECONNREFUSED');
    const kept = readFileSync(join(folder, 'data', 'organisation', 'desks.json'), 'utf8');
    expect(JSON.parse(kept)).toMatchObject({ on: false, port: before.port });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { refusal } from '../helpers/api.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { caddyProgram } from './caddy.mjs';
import { deskConsole, deskSettings, TEXTER } from './deskConsole.ts';
import { certificateFor, dial, freePort, get } from './deskListener.ts';

/** Behind a real proxy, set up as the README shows it. Where there is none, npm test says so. */

quickPasswords();
const { atConsole, deskAt, folder } = deskConsole();
let proxy: ChildProcess | undefined;
afterAll(async () => {
  if (proxy === undefined || proxy.exitCode !== null) return;
  const ended = new Promise((resolve) => proxy?.once('exit', resolve));
  proxy.kill();
  await ended;
});

test('a desk signs in through it, and nobody comes in round it', async () => {
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const wanted = await deskSettings({ way: 'proxy', url, proxy: '127.0.0.1' });
  expect(await atConsole().desks.change(wanted)).toMatchObject({ listening: true, certificate: null });
  const { cert, key } = await certificateFor(url);
  writeFileSync(join(folder, 'caddy.pem'), cert);
  writeFileSync(join(folder, 'caddy-key.pem'), key, { mode: 0o600 });
  const site = `${url} {\n  tls ${folder}/caddy.pem ${folder}/caddy-key.pem\n  reverse_proxy 127.0.0.1:${wanted.port}\n}\n`;
  writeFileSync(join(folder, 'Caddyfile'), `{\n  admin off\n  auto_https disable_redirects\n}\n${site}`);
  proxy = spawn(
    caddyProgram() ?? '',
    ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
    {
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      stdio: 'ignore',
    },
  );
  const place = { port, origin: url, ca: cert };
  await expect.poll(async () => (await get(place).catch(() => null))?.status, { timeout: 60_000 }).toBe(200);
  // What the desk says of itself does not count.
  const claims = { 'x-forwarded-for': '203.0.113.1' };
  const { client, cookie } = await deskAt(place, undefined, claims);
  await client.session.signIn(TEXTER);
  expect((await client.session.state()).place).toBe('desk');
  expect((await refusal(client.desks.state())).code).toBe('CONSOLE_ONLY');
  expect(await dial(place, { cookie, origin: 'https://evil.example' })).toBe(403);
  // Whoever goes round the proxy is refused, whatever they claim.
  const round = { port: wanted.port, origin: url, ca: null };
  expect((await get(round)).status).toBe(403);
  expect(await dial(round, { cookie })).toBe(403);
});

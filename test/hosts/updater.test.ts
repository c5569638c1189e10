import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestOptions, request, type Server } from 'node:http';
import { join } from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createUpdater } from '../../main/hosts/electron/electronUpdater.ts';
import { isSigned, UpdateSource } from '../../main/hosts/electron/signedProvider.ts';
import { temporaryFolder } from './browserHost.ts';

/**
 * electron-updater itself against a server of releases on this computer; Electron's network is replaced by
 * Node's.
 */

class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void) {
    return request({ ...options, host: options.hostname }, callback) as never;
  }
  protected override addRedirectHandlers(): void {}
}

const ours = generateKeyPairSync('ed25519');
const keyOf = (pair: typeof ours) =>
  pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const INSTALLER = Buffer.from('#!/bin/sh\nexit 0\n');

let server: Server;
let base: string;
let asked: { url: string; headers: IncomingMessage['headers'] }[];
const files = new Map<string, Buffer>();
beforeEach(async () => {
  asked = [];
  files.clear();
  server = createServer(({ url = '', headers }, response) => {
    asked.push({ url, headers });
    const file = files.get(url);
    response.writeHead(file ? 200 : 404).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  delete process.env.APPIMAGE;
});

const CHANNEL = `latest-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`;

/** Publishes a release there, signed by `pair`. */
function release(
  version: string,
  pair = ours,
  sha512 = createHash('sha512').update(INSTALLER).digest('base64'),
) {
  const name = `Heed-${version}.AppImage`;
  const text = `version: ${version}
files:
  - url: ${name}
    sha512: ${sha512}
    size: ${INSTALLER.length}
path: ${name}
sha512: ${sha512}
releaseDate: '2026-11-30T00:00:00.000Z'
releaseNotes: Texts leave twice as fast.
`;
  files.set(`/${CHANNEL}`, Buffer.from(text));
  files.set(
    `/${CHANNEL}.sig`,
    Buffer.from(sign(null, Buffer.from(text), pair.privateKey).toString('base64')),
  );
  files.set(`/${name}`, INSTALLER);
}

function updater() {
  const folder = temporaryFolder();
  process.env.APPIMAGE = join(folder, 'Heed.AppImage');
  const quits: ((code: number) => void)[] = [];
  writeFileSync(process.env.APPIMAGE, 'the old program');
  const engine = new AppImageUpdater(null, {
    version: '0.1.0',
    name: 'Heed',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: (handler: (code: number) => void) => void quits.push(handler),
  });
  Object.assign(engine, {
    // The same on every system.
    _testOnlyOptions: { platform: 'linux' },
    httpExecutor: new NodeExecutor(),
    configOnDisk: { value: Promise.resolve({ updaterCacheDirName: 'heed-updater' }) },
  });
  const pending = join(folder, 'heed-updater/pending');
  return { ...createUpdater(engine, { url: base, key: keyOf(ours) }), pending, quits };
}

test('a newer release that we signed is found, told, fetched and checked, and installed only at the end', async () => {
  release('0.2.0');
  const { check, load, install, pending, quits } = updater();
  expect(await check()).toEqual({ version: '0.2.0', notes: 'Texts leave twice as fast.' });
  expect(existsSync(pending)).toBe(false);
  await load();
  expect(readFileSync(join(pending, 'Heed-0.2.0.AppImage'))).toEqual(INSTALLER);
  // Installing waits for no event that may never come; the old program stays until Heed has ended.
  expect(quits).toEqual([]);
  const program = String(process.env.APPIMAGE);
  expect(readFileSync(program, 'utf8')).toBe('the old program');
  install();
  expect(readFileSync(program)).toEqual(INSTALLER);
  // No request tells one computer from another.
  for (const { headers } of asked)
    expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
});

test('the same or an older one is none, though we signed it', async () => {
  for (const version of ['0.1.0', '0.0.9']) {
    release(version);
    expect(await updater().check()).toBeNull();
  }
});

test.each<[string, () => void]>([
  ['another key', () => release('0.2.0', generateKeyPairSync('ed25519'))],
  [
    'no signature',
    () => {
      release('0.2.0');
      files.delete(`/${CHANNEL}.sig`);
    },
  ],
  [
    'a signature that is none',
    () => {
      release('0.2.0');
      files.set(`/${CHANNEL}.sig`, Buffer.from('yes'));
    },
  ],
  [
    'a channel file that was changed',
    () => {
      release('0.2.0');
      files.set(`/${CHANNEL}`, Buffer.from(String(files.get(`/${CHANNEL}`)).replace('0.2.0', '0.3.0')));
    },
  ],
])('refused: %s', async (_, prepare) => {
  prepare();
  await expect(updater().check()).rejects.toThrow();
  expect(asked.some(({ url }) => url.endsWith('.AppImage'))).toBe(false);
});

test('an installer that is not the one that was signed is not kept', async () => {
  release('0.2.0');
  files.set('/Heed-0.2.0.AppImage', Buffer.from('another program'));
  const { check, load, pending, quits } = updater();
  await check();
  await expect(load()).rejects.toThrow(/sha512/);
  expect(existsSync(join(pending, 'Heed-0.2.0.AppImage'))).toBe(false);
  expect(quits).toEqual([]);
});

test('the command that signs a release makes what Heed takes', () => {
  const folder = temporaryFolder();
  const run = (args: string[], variables: Record<string, string> = {}) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../../main/updates.mjs'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...variables },
    });
  const pair = new Map(
    run(['key'])
      .stdout.trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  );
  const env = { HEED_UPDATES_PRIVATE_KEY: pair.get('HEED_UPDATES_PRIVATE_KEY') ?? '' };
  expect(run(['sign', folder], env).stderr).toContain('no channel file');
  writeFileSync(join(folder, 'latest-mac.yml'), 'version: 1.0.0\n');
  expect(run(['sign', folder]).stderr).toContain('HEED_UPDATES_PRIVATE_KEY is not set');
  expect(run(['sign', folder], { ...env, HEED_UPDATES_KEY: keyOf(ours) }).stderr).toContain(
    'does not belong',
  );
  expect(existsSync(join(folder, 'latest-mac.yml.sig'))).toBe(false);
  expect(run(['sign', folder], env).status).toBe(0);
  const signature = readFileSync(join(folder, 'latest-mac.yml.sig'), 'utf8');
  const key = pair.get('HEED_UPDATES_KEY') ?? '';
  expect(isSigned('version: 1.0.0\n', signature, key)).toBe(true);
  expect(isSigned('version: 1.0.1\n', signature, key)).toBe(false);
});

test('npm run package refuses what a packed Heed could not use, and a private key, before it builds', () => {
  const der = ours.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const pack = (HEED_UPDATES_URL: string, HEED_UPDATES_KEY: string) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../../main/package.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, HEED_UPDATES_URL, HEED_UPDATES_KEY },
    });
  const refused = pack('https://releases.example/heed', der);
  expect(refused.stderr).toContain('is not the public key');
  expect(refused.status).toBe(1);
  expect(pack('http://releases.example/', keyOf(ours)).stderr).toContain('must be an https address');
});

test('where releases come from is told by an address of https and a key', () => {
  const key = keyOf(ours);
  expect(UpdateSource.safeParse({ url: 'https://releases.example/heed', key }).success).toBe(true);
  for (const url of ['http://releases.example/', 'file:///tmp', 'releases', 'http://127.0.0.1.example:1/'])
    expect(UpdateSource.safeParse({ url, key }).success, url).toBe(false);
  expect(isSigned('a', 'b', 'no key')).toBe(false);
});

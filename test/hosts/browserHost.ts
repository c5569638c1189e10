import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../main/hosts/browser/host.ts';
import type { Limits } from '../../main/hosts/common/limits.ts';
import { memorySecrets } from '../helpers/core.ts';
import { type FakeApp, fakeApp } from './fakeApp.ts';

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/**
 * Sends one request exactly as given: it follows no redirect, keeps no cookie, and takes any Host header
 * and path.
 */
export function ask(
  url: string,
  options: RequestOptions & { readonly body?: string | Uint8Array } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const sent = request(url, { agent: false, ...rest }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** name=value of the cookie that an answer sets. */
export const cookieOf = (answer: Answer) => (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';

export type Started = {
  readonly host: BrowserHost;
  readonly app: FakeApp;
  readonly origin: string;
  readonly port: number;
};

type Steps = (() => void | Promise<void>)[];
const cleanUp: Steps = [];
const undo = async (steps: Steps) => {
  for (const step of steps.splice(0).reverse()) await step();
};
afterEach(() => undo(cleanUp));

/** A folder that is removed after the test. */
export function temporaryFolder(steps: Steps = cleanUp): string {
  const folder = mkdtempSync(join(tmpdir(), 'heed-'));
  steps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

type HostOptions = { readonly webhookPort?: number; readonly port?: number; readonly limits?: Limits };

/** A browser host with a fake core and a small built screen; closed after the test. */
export const startHost = (options: HostOptions = {}): Promise<Started> => start(options, cleanUp);

/**
 * One host for all tests of a `describe`, since starting one starts a thread, which takes longer than most
 * of the tests. They may not change what it keeps.
 */
export function hostForAll(): () => Started {
  const steps: Steps = [];
  let started: Started | undefined;
  beforeAll(async () => {
    started = await start({}, steps);
  });
  afterAll(() => undo(steps));
  return () => {
    if (started === undefined) throw new Error('The host has not been started.');
    return started;
  };
}

async function start(options: HostOptions, steps: Steps): Promise<Started> {
  const folder = temporaryFolder(steps);
  const staticDir = join(folder, 'dist');
  mkdirSync(join(staticDir, 'assets'), { recursive: true });
  writeFileSync(join(staticDir, 'index.html'), '<!doctype html><head></head><title>Heed</title>');
  writeFileSync(join(staticDir, 'assets', 'app-1.js'), 'export {};');
  writeFileSync(join(staticDir, '.hidden.json'), '{"secret":1}');
  writeFileSync(join(folder, 'secret.json'), '{"secret":1}');
  let app: FakeApp | undefined;
  const host = await startBrowserHost({
    dataDir: join(folder, 'data'),
    port: options.port ?? 0,
    webhookPort: options.webhookPort ?? 0,
    staticDir,
    devConfig: null,
    ...(options.limits ? { limits: options.limits } : {}),
    keyStore: { kind: 'system', open: async () => memorySecrets() },
    createApp: async (ports) => {
      app = fakeApp(ports);
      return app;
    },
  });
  steps.push(host.close);
  if (app === undefined) throw new Error('The host made no core.');
  const { origin, port } = new URL(host.url);
  return { host, app, origin, port: Number(port) };
}

/** Opens a one-time link and returns the session's cookie. */
export async function openSession({ app }: Started): Promise<string> {
  return cookieOf(await ask(app.ports.newWindow() ?? ''));
}

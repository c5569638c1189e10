import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DeskFlags, type DesksState } from '../../../shared/contract/desks.ts';
import { createApp } from '../../core/app.ts';
import { codeOf } from '../../core/base/errors.ts';
import { type KeyStore, KeyStoreError } from '../../core/base/ports.ts';
import { problemInWords, problemOf } from '../../core/console/problem.ts';
import { crashQuietly } from '../common/crash.ts';
import { defaultDataDir, noteHost } from '../common/dataDir.mjs';
import { DataLockError, lockDataDir } from '../common/dataLock.ts';
import { chooseKeyStore } from '../common/keyStore.ts';
import { PortError } from '../common/listen.ts';
import { createLogger } from '../common/logger.ts';
import { openingProblem } from '../common/openingProblem.ts';
import { DemoError, startDemo } from '../common/startDemo.ts';
import { findBrowser, hasDisplay, openAppWindow, thisMachine } from './appWindow.ts';
import { type BrowserHost, startBrowserHost } from './host.ts';
import { waitForWindowEnd } from './windowEnd.ts';

/** What main/start.mjs passes as JSON in the first argument, checked again here. */
const Options = z.object({
  dataDir: z.string().min(1).default(defaultDataDir()),
  port: z.number().int().min(0).max(65_535),
  webhookPort: z.number().int().min(0).max(65_535),
  window: z.boolean(),
  json: z.boolean(),
  dev: z.boolean(),
  demo: z.boolean(),
  desks: DeskFlags.nullable().default(null),
});
const root = join(import.meta.dirname, '../../..');
const print = (line: string) => process.stderr.write(`${line}\n`);

function explain(error: unknown): string {
  if (error instanceof PortError || error instanceof DataLockError || error instanceof DemoError)
    return error.message;
  if (error instanceof KeyStoreError) {
    const { message, remedy } = problemInWords(problemOf(error));
    return `Heed has stopped: ${message} ${remedy}`;
  }
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'The disk is full, so the data folder cannot be written. Free some space on it and start Heed again. Nothing was changed.';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `The data folder cannot be made: ${message}. A file stands in its place: choose another folder with --data-dir. Nothing was changed.`;
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return (
      `The data folder cannot be written: ${message}. ` +
      'Give your account the right to write there, or choose another folder with --data-dir. Nothing was changed.'
    );
  }
  return `Heed could not start: ${message}`;
}

/** Reads the passphrase and removes it from the environment, so that the browser does not inherit it. */
function takeEnvironment(): Readonly<Record<string, string | undefined>> {
  const env = { ...process.env };
  delete process.env.HEED_PASSPHRASE;
  return env;
}

/** A wrong HEED_PASSPHRASE ends the start, since whoever set it expects that it works. */
async function refuseWrongPassphrase(
  dataDir: string,
  keyStore: KeyStore,
  { HEED_PASSPHRASE = '' }: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (keyStore.kind !== 'passphrase' || HEED_PASSPHRASE === '' || !existsSync(join(dataDir, 'vault.json')))
    return;
  try {
    await keyStore.open(null);
  } catch (error) {
    if (error instanceof KeyStoreError && error.code === 'wrong-passphrase') throw error;
    // The console tells everything else, on its page as well.
  }
}

async function open(options: z.infer<typeof Options>): Promise<BrowserHost> {
  const { dataDir } = options;
  const env = takeEnvironment();
  const keyStore = await chooseKeyStore({ dataDir, env });
  await refuseWrongPassphrase(dataDir, keyStore, env);
  const host = await startBrowserHost({
    dataDir,
    port: options.port,
    webhookPort: options.webhookPort,
    staticDir: join(root, 'dist/renderer'),
    devConfig: options.dev ? join(root, 'renderer/vite.config.ts') : null,
    keyStore,
    desks: options.desks,
    createApp,
  });
  try {
    if (options.demo) await startDemo(host.app);
    return host;
  } catch (error) {
    await host.close();
    throw error;
  }
}

/** For whoever started a console for desks from a terminal or as a service. */
function aboutDesks({ listening, problem, settings, certificate }: DesksState): string {
  if (!listening) return `Desks cannot come in. ${problem || 'They can as soon as the store is open.'}`;
  const pin =
    settings.way === 'heed-certificate' && certificate ? ` Its public key (SHA-256): ${certificate.pin}` : '';
  return `Desks can come in at ${settings.url}.${pin}`;
}

async function start(options: z.infer<typeof Options>): Promise<void> {
  const { dataDir } = options;
  const unlock = lockDataDir(dataDir);
  crashQuietly('console', createLogger(join(dataDir, 'heed.log'), { now: () => Date.now() }), process.exit);
  const host = await open(options).catch((error: unknown) => {
    unlock();
    throw error;
  });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const unopened = await openingProblem(host.app);
    await host.close();
    unlock();
    process.exit(unopened === null ? 0 : 1);
  };
  // Ctrl+C comes twice, from the terminal and from the launcher; the second must not interrupt the first.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // The launcher was killed, so nobody could stop this process any more.
  process.once('disconnect', () => void stop());

  const { url, apiUrl, openapi, webhooks } = host;
  const problem = await openingProblem(host.app);
  if (problem !== null) print(`Heed has stopped: ${problem.message} ${problem.remedy}`);
  const desks = options.desks === null ? null : await host.app.desks();
  if (desks !== null) print(aboutDesks(desks));
  if (options.json) {
    const line = { url, apiUrl, openapi, webhooks, pid: process.pid };
    process.stdout.write(`${JSON.stringify(desks ? { ...line, desks: desks.settings.url } : line)}\n`);
  }
  if (options.window && (await showWindow(host, dataDir)) === 'closed') await stop();
  else if (!options.window && !options.json)
    print(`Heed is ready. Open this address in a browser, once: ${url}`);
}

/** 'closed' when the person closed the window; 'serving' when there is none and the console goes on. */
async function showWindow(host: BrowserHost, dataDir: string): Promise<'closed' | 'serving'> {
  const browser = hasDisplay(thisMachine) ? findBrowser() : null;
  if (browser !== null) {
    noteHost(dataDir, 'browser');
    print('Heed is open in its own window. Closing the window ends Heed.');
    const window = openAppWindow(browser, host.url, dataDir);
    // A console that stops closes its window.
    process.once('exit', () => window.kill());
    const end = await waitForWindowEnd({
      browser: window,
      openWindows: host.openWindows,
      processMeansWindow: process.platform !== 'darwin',
    });
    if (end === 'closed') return 'closed';
  }
  const reason =
    browser === null ? 'There is no display, or no Chrome, Chromium or Edge.' : 'The window did not open.';
  print(`${reason} Open this address in a browser, once: ${host.url}`);
  return 'serving';
}

try {
  await start(Options.parse(JSON.parse(process.argv[2] ?? '{}')));
} catch (error) {
  print(explain(error));
  process.exit(1);
}

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { secretsOf } from './known.ts';
import { found, foundInFiles } from './search.ts';

/**
 * What the windows of this test file were sent, and said: frames of the socket, answers, addresses, lines
 * on their console.
 */
const heard: Buffer[] = [];

/** Forgets what was heard, when a test file has ended and another follows in the same process. */
export function forgetHeard(): void {
  heard.length = 0;
}

/** Listens to a window from its first request on. */
function listenTo(page: Page): void {
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(Buffer.from(payload)));
  });
  page.on('console', (message) => heard.push(Buffer.from(message.text())));
  page.on('pageerror', (error) => heard.push(Buffer.from(`${error.message}\n${error.stack ?? ''}`)));
  page.on('request', (request) => heard.push(Buffer.from(request.url())));
}

/** Listens to all windows of a browser, whoever opens them. */
export function listening(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options): Promise<BrowserContext> => {
    const context = await newContext(options);
    context.on('page', listenTo);
    return context;
  };
  return browser;
}

/**
 * Searches everything that a console wrote while it ran: its data folder with logs, exports and back-ups
 * (with the store and the vault, which must be unreadable), its output, and what windows were sent. Throws
 * and names what was found where.
 */
export async function expectNoSecrets(dataDir: string, passphrase: string, output: string): Promise<number> {
  const { never, once } = await secretsOf(dataDir, passphrase);
  const everything = new Map([...never, ...once]);
  const leaks = foundInFiles(dataDir, everything);
  for (const name of found(Buffer.from(output), everything)) leaks.push(`output: ${name}`);
  const times = new Map<string, number>();
  for (const each of heard)
    for (const name of found(each, everything)) times.set(name, (times.get(name) ?? 0) + 1);
  for (const [name, count] of times)
    if (never.has(name) || count > 1) leaks.push(`sent to a window, ${count} times: ${name}`);
  if (leaks.length > 0) throw new Error(`Secrets were written:\n${leaks.join('\n')}`);
  return everything.size;
}

import { afterEach, expect, test, vi } from 'vitest';
import { versionAbove } from '../../main/hosts/common/version.ts';
import { createLines } from '../../main/hosts/electron/joined/lines.ts';
import { startConsoleProcess } from '../e2e/processes.ts';
import { apiClient } from '../e2e/world.ts';
import { temporaryFolder } from './browserHost.ts';
import { deskSettings, TEXTER } from './deskConsole.ts';
import { windowAt } from './joinedWindow.ts';

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** Milliseconds, for a busy machine; how long a window waits by itself is tried in joined.test.ts. */
const PATIENCE = { timeout: 60_000 };

test('a console that was killed is found again by the desktop program’s line, and the texter works on', async () => {
  const dataDir = temporaryFolder(cleanUp);
  const first = await startConsoleProcess(dataDir);
  const nobody = apiClient(first.line.apiUrl, null);
  const password = 'a-long-password';
  await nobody.setup.create({ organisation: 'Choir', name: 'Maya', login: 'maya', password });
  const admin = apiClient(
    first.line.apiUrl,
    (await nobody.session.signIn({ login: 'maya', password })).token,
  );
  await admin.account.create({ name: 'Ana', role: 'texter', ...TEXTER });
  const wanted = await deskSettings();
  const { certificate } = await admin.desks.change(wanted);
  const pin = Buffer.from(certificate?.pin.replaceAll(':', '') ?? '', 'hex').toString('base64url');
  const lines = createLines({
    version: versionAbove(import.meta.dirname),
    agent: 'Heed/1 (Linux) Electron/1',
  });
  const { client, told } = windowAt(lines, { address: wanted.url, pin }, cleanUp);
  await client.session.signIn(TEXTER);
  const notices = await client.changes.watch();
  const broke = expect(notices.next()).rejects.toThrow();

  await first.kill();
  await broke;
  await vi.waitUntil(() => told.includes('lost'), PATIENCE);
  const second = await startConsoleProcess(dataDir);
  cleanUp.push(() => second.stop());
  await vi.waitUntil(() => told.filter((word) => word === 'open').length === 2, PATIENCE);
  expect((await client.session.state()).phase).toBe('signed-in');
  expect(await client.conversation.list({})).toMatchObject({ items: [] });
  // What happened meanwhile is asked for anew, and further changes are heard.
  const again = await client.changes.watch(undefined, { lastEventId: '1' });
  const missed = await again.next();
  expect(missed.done ? [] : missed.value.topics).toContain('conversations');
});

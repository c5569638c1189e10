import { getEventMeta } from '@orpc/client';
import { expect, test } from 'vitest';
import { testApi } from '../helpers/api.ts';

/** The notice that one turn of the watch brought; fails where the watch had ended. */
function heardIn<T>(turn: IteratorResult<T, unknown>): T {
  if (turn.done) throw new Error('The watch has ended.');
  return turn.value;
}

test('a watcher hears what changed, and resumes where it left', async () => {
  const api = testApi();
  const { client } = api.newcomer('admin');
  const watching = await client.changes.watch();
  const first = watching.next();
  await client.settings.update({ autoOptOut: false });
  const heard = heardIn(await first);
  expect(heard.topics).toContain('settings');
  const lastEventId = getEventMeta(heard)?.id ?? '';
  expect(lastEventId).toMatch(/^\d+$/);
  await watching.return();

  api.core.changes.publish(['jobs']);
  api.core.changes.publish(['campaigns', 'jobs']);
  const resumed = await client.changes.watch(undefined, { lastEventId });
  expect(heardIn(await resumed.next()).topics.toSorted()).toEqual(['campaigns', 'jobs']);
  await resumed.return();
});

test('a watcher from an earlier run of Heed is told that everything may have changed', async () => {
  const api = testApi();
  api.core.changes.publish(['jobs']);
  const watching = await api.newcomer('texter').client.changes.watch(undefined, { lastEventId: '5' });
  expect(heardIn(await watching.next()).topics).toContain('conversations');
  await watching.return();
});

test('it ends with the sign-in, with the store, and when the caller goes', async () => {
  const api = testApi({ demo: true });
  const { id, client } = api.newcomer('texter');
  const admin = api.newcomer('admin').client;
  const first = (await client.changes.watch()).next();
  await admin.account.update({ id, active: false });
  expect((await first).done).toBe(true);

  const stop = new AbortController();
  const second = (await admin.changes.watch(undefined, { signal: stop.signal })).next();
  stop.abort();
  expect((await second).done).toBe(true);

  const third = (await admin.changes.watch()).next();
  await api.anybody.setup.leaveDemo();
  api.core.changes.publish(['session']);
  expect((await third).done).toBe(true);
});

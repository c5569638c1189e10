import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';
import { simulatorCredentials as credentials } from '../../main/core/providers/simulator/credentials.ts';
import { type Simulator, startSimulator } from '../../main/core/providers/simulator/server.ts';
import { readRegistrations } from '../../main/core/senders/registrationRead.ts';
import { testApi } from '../helpers/api.ts';
import { connection, senderNumber } from '../helpers/seed.ts';
import { quiet } from './harness.ts';
import { startServer } from './http-server.ts';

const OURS = ['+12165550190', '+12165550191'];
const DAY = 24 * 60 * 60_000;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ profile: 'provider-1', numbers: OURS });
});
afterAll(() => simulator.close());

/** A console with a Bandwidth connection whose adapter talks to `url`. */
function world(url: () => string) {
  const api = testApi();
  const { core } = api;
  const connectionId = connection(core, { profile: 'provider-1', provider: 'bandwidth' });
  for (const number of OURS) senderNumber(core, { connectionId, number });
  const { accountId, applicationId, clientId, clientSecret } = credentials;
  const adapter = () =>
    createAdapter(
      'bandwidth',
      { accountId, applicationId, clientId, clientSecret, baseUrl: url(), tokenBaseUrl: url() },
      // The simulator's tokens live by its own clock.
      { now: () => simulator.control.now(), timeoutMs: 2_000 },
    );
  const admin = api.newcomer('admin', 'Maya').client;
  return {
    ...api,
    admin,
    points: async () =>
      (await admin.checklist.read({})).points.filter(({ id }) => id.startsWith('registration')),
    ask: (which: 'all' | 'due' = 'all') => readRegistrations(core, adapter, quiet(), which),
  };
}
const asked = () =>
  simulator.control.requests().filter(({ path }) => path.endsWith('/10dlc/campaigns')).length;

test('the checklist says of each sender number what the provider told, and when', async () => {
  const { admin, points, ask, clock } = world(() => simulator.url);
  expect(await points()).toMatchObject([{ id: 'registration', level: 'warning' }]);
  await ask();
  const [read] = (await admin.checklist.read({})).registrationRead;
  expect(read).toMatchObject({ at: clock.now(), trouble: '' });
  expect(read?.numbers).toEqual([
    { number: OURS[0], brand: 'approved', brandId: 'BSIM001', campaign: 'approved', campaignId: 'CSIM001' },
    { number: OURS[1], brand: 'none', brandId: '', campaign: 'none', campaignId: '' },
  ]);
  const [point] = await points();
  expect(point).toMatchObject({ level: 'warning', title: expect.stringContaining('1 sender number') });
  expect(point?.detail).toContain('555-0191');
  expect(point?.detail).not.toContain('555-0190');
});

test('it is read again a day later, and by hand at once', async () => {
  const { ask, clock } = world(() => simulator.url);
  const before = asked();
  await ask('due');
  await ask('due');
  expect(asked() - before).toBe(1);
  await ask();
  clock.advance(DAY);
  await ask('due');
  expect(asked() - before).toBe(3);
});

test('what was read stays where the provider cannot be read, with the reason', async () => {
  let at = simulator.url;
  const { admin, points, ask } = world(() => at);
  await ask();
  const refusing = await startServer((_, answer) => void answer.writeHead(503).end('<html>'));
  at = refusing.url;
  await ask();
  const [read] = (await admin.checklist.read({})).registrationRead;
  expect(read?.numbers).toHaveLength(2);
  expect(read?.trouble).toMatch(/Bandwidth/);
  expect((await points())[0]?.detail).toMatch(/Bandwidth/);
  await refusing.close();
});

test('answers that are no XML, or name no campaign, register nothing', async () => {
  let body = '{"campaigns":[]}';
  const odd = await startServer(({ url }, answer) => {
    if (url.includes('oauth2')) answer.end('{"access_token":"t","expires_in":60}');
    else answer.writeHead(200, { 'content-type': 'application/xml' }).end(body);
  });
  const { admin, points, ask } = world(() => odd.url);
  await ask();
  expect((await admin.checklist.read({})).registrationRead).toMatchObject([{ at: null, numbers: [] }]);
  expect(await points()).toMatchObject([{ id: 'registration' }]);
  body = '<CampaignsResponse/>';
  await ask();
  const [read] = (await admin.checklist.read({})).registrationRead;
  expect(read?.numbers.map(({ campaign }) => campaign)).toEqual(['none', 'none']);
  await odd.close();
});

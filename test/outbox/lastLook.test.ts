import { afterEach, expect, test } from 'vitest';
import { receive } from '../../main/core/inbox/receive.ts';
import { createDispatcher } from '../../main/core/outbox/dispatcher.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { all } from '../../main/core/store/statement.ts';
import { testCore } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';

const CONTACT = '+12025550101';
const SENDER = '+12165550190';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test('a STOP that comes in while Bandwidth’s token is fetched stops the text that was claimed already', async () => {
  const simulator = await startSimulator({ profile: 'provider-1' });
  closing.push(() => simulator.close());
  const { core, clock } = testCore({ ports: { fetch } });
  closing.push(() => core.close());
  const texterId = seed.account(core, { role: 'texter' });
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: SENDER });
  const campaignId = seed.campaign(core);
  const conversationId = seed.conversation(core, {
    campaignId,
    number: CONTACT,
    senderNumberId,
    state: 'to-send',
  });
  const config = { baseUrl: simulator.url, profile: 'provider-1' };
  const adapter = createAdapter('simulator', config, { now: clock.now, fetch });
  const dispatcher = createDispatcher(core, () => adapter);
  core.write((tx) =>
    enqueue(core, tx, { conversationId, kind: 'initial', body: 'Hello', authorId: texterId }),
  );

  simulator.control.fault({ path: 'token', kind: 'delay', delayMs: 300 });
  const turn = dispatcher.turn();
  expect(all(core.db, "SELECT 1 FROM message WHERE state = 'sending'")).toHaveLength(1);
  const stop = { providerId: 'in-1', from: CONTACT, to: SENDER, body: 'STOP', providerTime: clock.now() };
  receive(core, { connectionId, adapter }, { inbound: [stop], statuses: [], providerTexts: [] });
  await turn;
  await dispatcher.turn();

  expect(simulator.control.contact(CONTACT).map(({ body }) => body)).toEqual([
    expect.stringContaining('opted out'),
  ]);
  expect(
    all(core.db, 'SELECT kind, state, rule FROM message WHERE direction = ? ORDER BY kind', 'out'),
  ).toEqual([
    { kind: 'confirmation', state: 'sent', rule: null },
    { kind: 'initial', state: 'prevented', rule: 'opted-out' },
  ]);
});

import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { type FaultPoint, onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { createDispatcher } from '../../main/core/outbox/dispatcher.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { all } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';
import { fakeProvider } from '../helpers/fakeProvider.ts';
import * as seed from '../helpers/seed.ts';

/** What a person sends is queued and claimed in one transaction. */

const ending: (() => unknown)[] = [];
afterEach(async () => {
  onFaultPoint(null);
  vi.restoreAllMocks();
  for (const end of ending.splice(0)) await end();
});

function running() {
  // Nothing rests, however busy the machine is.
  vi.spyOn(performance, 'now').mockReturnValue(0);
  const api = testApi();
  const { core, clock } = api;
  const ana = api.newcomer('texter', 'Ana');
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: '+12165550190' });
  const campaignId = seed.campaign(core, { texterIds: [ana.id] });
  const provider = fakeProvider('provider-1', clock.now);
  const dispatcher = createDispatcher(core, () => provider.adapter);
  core.onWake(() => dispatcher.wake());
  ending.push(() => dispatcher.stop());
  dispatcher.start();
  let people = 0;
  const contact = () => {
    people += 1;
    const number = seed.fictionNumber('US', people);
    return seed.conversation(core, {
      campaignId,
      number,
      senderNumberId,
      texterId: ana.id,
      state: 'to-send',
    });
  };
  return { core, ana, provider, contact };
}

test('a text is queued and claimed in one transaction, and leaves once', async () => {
  const { core, ana, provider, contact } = running();
  const points: FaultPoint[] = [];
  onFaultPoint((point) => points.push(point));
  const { message } = await ana.client.conversation.sendInitial({ id: contact(), confirmed: [] });
  expect(['sending', 'sent']).toContain(message.state);
  const ofText = points.filter((point) =>
    ['outbox.enqueued', 'outbox.claimed', 'together.committed'].includes(point),
  );
  // A turn that finds nothing may have committed before.
  expect(ofText.slice(ofText.indexOf('outbox.enqueued')).slice(0, 3)).toEqual([
    'outbox.enqueued',
    'outbox.claimed',
    'together.committed',
  ]);
  await vi.waitUntil(() => all(core.db, "SELECT 1 FROM message WHERE state = 'sent'").length === 1, {
    timeout: 30_000,
  });
  expect(provider.reached).toHaveLength(1);
});

test('the next text is claimed in the transaction in which an outcome is written', async () => {
  const { core, ana, provider, contact } = running();
  const next = contact();
  provider.holdAnswers();
  await ana.client.conversation.sendInitial({ id: contact(), confirmed: [] });
  const points: FaultPoint[] = [];
  let queued = false;
  // Queued so late, and so quietly, that nothing but the outcome wakes the dispatcher.
  core.onWake(() => undefined);
  onFaultPoint((point) => {
    points.push(point);
    if (point !== 'dispatcher.answered' || queued) return;
    queued = true;
    core.write((tx) =>
      enqueue(core, tx, { conversationId: next, kind: 'initial', body: 'Next', authorId: ana.id }),
    );
    points.splice(0);
  });
  // What sending had planned is over.
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
  provider.letAnswersGo();
  await vi.waitUntil(() => all(core.db, "SELECT 1 FROM message WHERE state = 'sent'").length === 2, {
    timeout: 30_000,
  });
  const ofText = points.filter((point) =>
    ['outbox.settled', 'outbox.claimed', 'together.committed'].includes(point),
  );
  expect(ofText.slice(0, 3)).toEqual(['outbox.settled', 'outbox.claimed', 'together.committed']);
  expect(provider.reached).toHaveLength(2);
});

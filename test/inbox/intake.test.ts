import { afterEach, describe, expect, test } from 'vitest';
import { createConnections } from '../../main/core/connections/connections.ts';
import { startIntake } from '../../main/core/inbox/intake.ts';
import { createDispatcher } from '../../main/core/outbox/dispatcher.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import type { Attendant, Door, DoorCall, WebhookAnswer } from '../../main/core/providers/door.ts';
import type { Batch, StatusEvent } from '../../main/core/providers/provider.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { NOTHING } from '../../shared/text/stored.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import { fakeProvider } from '../helpers/fakeProvider.ts';
import * as seed from '../helpers/seed.ts';

/** What webhooks bring, and what may leave meanwhile. The webhook port is a double that the test fills. */

const OURS = '+12025550198';
const CONTACT = '+12025550143';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function handDoor() {
  const waiting: DoorCall[] = [];
  const answers: [id: number, statusEvent: number][] = [];
  const heard: ((id: number) => void)[] = [];
  let attendant: Attendant | null = null;
  const door: Door = {
    admit: () => {},
    attend: (next) => {
      attendant = next;
    },
    take: () => waiting.splice(0),
    answer: (id, answer: WebhookAnswer) => {
      answers.push([id, answer.status]);
      for (const each of heard) each(id);
    },
  };
  /** Puts a call at the port without a notice, as while the console is busy. */
  const leave = (connectionId: string, batch: Partial<Batch>): number => {
    const id = answers.length + waiting.length + 1;
    waiting.push({ id, connectionId, batch: { inbound: [], statuses: [], providerTexts: [], ...batch } });
    return id;
  };
  return {
    door,
    answers,
    leave,
    waiting,
    onAnswer: heard,
    tell: () => attendant?.arrived(),
    broken: () => attendant?.broken(),
  };
}

function world() {
  const hand = handDoor();
  const { core, clock } = testCore({ ports: { door: hand.door } });
  const texterId = seed.account(core, { role: 'texter' });
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: OURS });
  const campaignId = seed.campaign(core);
  const conversationId = seed.conversation(core, {
    campaignId,
    number: CONTACT,
    senderNumberId,
    texterId,
    state: 'to-send',
  });
  const provider = fakeProvider('provider-1', clock.now);
  const adapterOf = (id: string) => (id === connectionId ? provider.adapter : null);
  const end = startIntake(core, { ...createConnections(core), adapterOf });
  closing.push(() => core.close());
  let said = 0;
  const says = (body: string, at = NOON - 1000) => {
    said += 1;
    return { providerId: `in-${said}`, from: CONTACT, to: OURS, body, providerTime: at };
  };
  const bodies = () =>
    all<{ body: string }>(core.db, "SELECT body FROM message WHERE direction = 'in' ORDER BY id").map(
      ({ body }) => body,
    );
  const optedOut = () => one(core.db, 'SELECT 1 FROM opt_out WHERE reversed = 0') !== undefined;
  const send = () =>
    core.write((tx) =>
      enqueue(core, tx, { conversationId, kind: 'initial', body: 'Hello', authorId: texterId }),
    );
  const dispatcher = createDispatcher(core, adapterOf);
  const outgoing = () => all(core.db, "SELECT state, rule FROM message WHERE kind = 'initial'");
  return {
    ...hand,
    core,
    clock,
    connectionId,
    provider,
    end,
    says,
    bodies,
    optedOut,
    send,
    dispatcher,
    outgoing,
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
/**
 * A busy machine takes in fewer at a time, so the test waits for the answers and not for a number of turns.
 */
async function answered(w: ReturnType<typeof world>, calls: number): Promise<void> {
  for (let count = 0; count < 10_000 && w.answers.length < calls; count += 1) await turn();
  expect(w.answers).toHaveLength(calls);
}
const statusEvent = (providerId: string, over: Partial<StatusEvent> = {}): StatusEvent => ({
  providerId,
  status: 'delivered',
  at: NOON,
  ...over,
});

describe('what comes in', () => {
  test('is answered after the commit of what it brought, replies before statuses', async () => {
    const w = world();
    const seen: unknown[] = [];
    const kept = () => w.bodies().includes('Hello');
    w.onAnswer.push((id) => seen.push([id, w.core.db.inTransaction, kept()]));
    w.leave(w.connectionId, { statuses: [statusEvent('elsewhere')] });
    w.leave(w.connectionId, { inbound: [w.says('Hello')] });
    w.tell();
    await answered(w, 2);
    expect(seen).toEqual([
      [2, false, true],
      [1, false, true],
    ]);
  });

  test('is taken in the order in which it was said, whatever came first', async () => {
    const w = world();
    w.leave(w.connectionId, { inbound: [w.says('START', NOON - 100)] });
    w.leave(w.connectionId, { inbound: [w.says('STOP', NOON - 900)] });
    w.tell();
    await answered(w, 2);
    expect(w.bodies()).toEqual(['STOP', 'START']);
  });

  test('an event that cannot be read stops no other: its call alone has to come again', async () => {
    const w = world();
    const { classify } = w.provider.adapter;
    w.provider.adapter.classify = (code) => {
      if (code === 'odd') throw new RangeError('odd');
      return classify(code);
    };
    w.send();
    run(
      writer(w.core),
      "UPDATE message SET state = 'sent', provider_id = 'out-1', connection_id = ?",
      w.connectionId,
    );
    const odd = statusEvent('out-1', { status: 'failed', errorCode: 'odd' });
    w.leave(w.connectionId, { statuses: [odd], inbound: [w.says('STOP')] });
    w.leave(w.connectionId, { inbound: [w.says('Hello')] });
    w.leave('gone', { inbound: [w.says('Lost')] });
    w.tell();
    await answered(w, 3);
    expect([...w.answers].sort()).toEqual([
      [1, 500],
      [2, 200],
      [3, 404],
    ]);
    expect(w.bodies().sort()).toEqual(['Hello', 'STOP']);
    expect(w.optedOut()).toBe(true);
  });

  test('a call of thousands is gone through piece by piece, and answered once', async () => {
    const w = world();
    const statuses = Array.from({ length: 4000 }, (_, index) => statusEvent(`x-${index}`));
    w.leave(w.connectionId, { inbound: [w.says('Hello')], statuses });
    w.leave(w.connectionId, { inbound: [w.says('Later', NOON)] });
    w.tell();
    await answered(w, 2);
    expect(w.answers).toEqual([
      [1, 200],
      [2, 200],
    ]);
    expect(w.bodies()).toEqual(['Hello', 'Later']);
  });

  test('what cannot be stored has to come again, and nothing leaves until replies were read anew', async () => {
    const w = world();
    w.send();
    writer(w.core).pragma('query_only = ON');
    w.leave(w.connectionId, { inbound: [w.says('STOP')] });
    w.leave(w.connectionId, { statuses: [statusEvent('x')] });
    w.tell();
    await answered(w, 2);
    expect([...w.answers].sort()).toEqual([
      [1, 503],
      [2, 503],
    ]);
    writer(w.core).pragma('query_only = OFF');
    expect(w.core.recovered()).toBe(true);
    await w.dispatcher.turn();
    expect(w.provider.reached).toEqual([]);
    expect(w.outgoing()).toEqual([{ state: 'queued', rule: 'inbound-stale' }]);
  });

  test('when the store closes whoever still waits is asked to come again', async () => {
    const w = world();
    w.leave(w.connectionId, { inbound: [w.says('STOP')] });
    w.tell();
    w.end();
    await turn();
    expect(w.core.repliesFirst()).toBe(true);
    expect(w.bodies()).toEqual([]);
    expect(w.waiting).toHaveLength(1);
  });
});

describe('what leaves meanwhile', () => {
  test('a STOP that waits at the door is taken in before anything is claimed', async () => {
    const w = world();
    w.send();
    w.leave(w.connectionId, { inbound: [w.says('STOP')] });
    await w.dispatcher.turn();
    expect(w.provider.reached.filter(({ body }) => body === 'Hello')).toEqual([]);
    expect(w.outgoing()).toEqual([{ state: 'cancelled', rule: 'opted-out' }]);
  });

  test('and one that comes between the claim and the request is taken in by the last look', async () => {
    const w = world();
    const { send } = w.provider.adapter;
    w.send();
    let asked: boolean | undefined;
    w.provider.adapter.send = async (message, signal) => {
      if (message.body !== 'Hello') return send(message, signal);
      w.leave(w.connectionId, { inbound: [w.says('STOP')] });
      asked = message.mayLeave?.();
      return { kind: 'retry', code: 'stopped', detail: NOTHING };
    };
    await w.dispatcher.turn();
    await w.dispatcher.turn();
    expect(asked).toBe(false);
    expect(w.outgoing()).toEqual([{ state: 'prevented', rule: 'opted-out' }]);
  });

  test('while more replies wait than fit into one transaction nothing is claimed', async () => {
    const w = world();
    w.send();
    const hello = Array.from({ length: 1500 }, (_, index) => w.says(`Hello ${index}`, NOON - 900));
    w.leave(w.connectionId, { inbound: hello });
    w.leave(w.connectionId, { inbound: [w.says('STOP', NOON - 1)] });
    let turns = 0;
    for (; w.answers.length < 2 && turns < 1000; turns += 1) {
      await w.dispatcher.turn();
      expect(w.provider.reached.filter(({ body }) => body === 'Hello')).toEqual([]);
    }
    expect(turns).toBeGreaterThan(1);
    // Not their first response, so a person decides.
    expect(w.outgoing()).toEqual([{ state: 'queued', rule: 'on-hold' }]);
  });

  test('a door that broke may have lost a STOP that it had read: replies are read anew first', async () => {
    const w = world();
    w.send();
    w.broken();
    await w.dispatcher.turn();
    expect(w.outgoing()).toEqual([{ state: 'queued', rule: 'inbound-stale' }]);
  });
});

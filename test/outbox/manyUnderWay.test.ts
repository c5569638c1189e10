import { afterEach, expect, test, vi } from 'vitest';
import { receive } from '../../main/core/inbox/receive.ts';
import { claim } from '../../main/core/outbox/claim.ts';
import { createDispatcher } from '../../main/core/outbox/dispatcher.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import {
  type Adapter,
  type Outgoing,
  type SendOutcome,
  STOPPED,
} from '../../main/core/providers/provider.ts';
import { all, run, sql } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { testCore } from '../helpers/core.ts';
import { fakeProvider } from '../helpers/fakeProvider.ts';
import * as seed from '../helpers/seed.ts';

/** Many texts under way at once: as many as the provider answers quickly, each looked at once more. */

afterEach(() => void vi.restoreAllMocks());

const OURS = '+12165550190';

type Call = { readonly message: Outgoing; answer(outcome: SendOutcome): void };

function world(texts: number) {
  const { core, clock } = testCore();
  // The provider's pace is what each test says, however busy the machine is.
  let at = 0;
  let passing = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    at += passing;
    return at;
  });
  const texterId = seed.account(core, { role: 'texter' });
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: OURS });
  const campaignId = seed.campaign(core);
  const numbers = Array.from({ length: texts }, (_, index) => seed.fictionNumber('US', index));
  for (const number of numbers) {
    const conversationId = seed.conversation(core, { campaignId, number, senderNumberId, state: 'to-send' });
    core.write((tx) =>
      enqueue(core, tx, { conversationId, kind: 'initial', body: 'Hello', authorId: texterId }),
    );
  }
  const calls: Call[] = [];
  const adapter: Adapter = {
    ...fakeProvider('provider-1', clock.now).adapter,
    send: (message) => new Promise((resolve) => void calls.push({ message, answer: resolve })),
  };
  const dispatcher = createDispatcher(core, () => adapter);
  return {
    core,
    clock,
    numbers,
    campaignId,
    anotherSender: () => seed.senderNumber(core, { connectionId, number: '+12165550191' }),
    /** One more text to a number, of another campaign. */
    another(number: string, from = senderNumberId) {
      const other = seed.campaign(core);
      const id = seed.conversation(core, {
        campaignId: other,
        number,
        senderNumberId: from,
        state: 'to-send',
      });
      core.write((tx) =>
        enqueue(core, tx, { conversationId: id, kind: 'initial', body: 'Hello again', authorId: texterId }),
      );
    },
    /** Takes turns until nothing more may leave. Returns what is under way, and what ends with it. */
    leave() {
      const turns: Promise<number>[] = [];
      for (let before = -1; before < calls.length; ) {
        before = calls.length;
        turns.push(dispatcher.turn());
      }
      const ended = Promise.all(turns);
      return { underWay: calls.splice(0), ended };
    },
    later: (ms: number) => {
      at += ms;
    },
    /** From now on each look at the clock takes so long. */
    slow: (ms: number) => {
      passing = ms;
    },
    stop: (number: string) => {
      const text = {
        providerId: `stop-${number}`,
        from: number,
        to: OURS,
        body: 'STOP',
        providerTime: clock.now(),
      };
      receive(core, { connectionId, adapter }, { inbound: [text], statuses: [], providerTexts: [] });
    },
    states: () =>
      all<{ state: string; n: number }>(
        core.db,
        "SELECT state, count(*) AS n FROM message WHERE kind = 'initial' GROUP BY state ORDER BY state",
      ),
  };
}

let count = 0;
const accepted = (): SendOutcome => {
  count += 1;
  return { kind: 'accepted', providerId: `p-${count}` };
};
const slowDown: SendOutcome = { kind: 'retry', code: '429', detail: written('Too many.'), afterMs: 100 };

test('as many are under way as the provider answers quickly, and half as many once it asks to slow down', async () => {
  const w = world(600);
  const sizes: number[] = [];
  for (const outcome of [accepted, accepted, accepted, () => slowDown, accepted]) {
    const { underWay, ended } = w.leave();
    sizes.push(underWay.length);
    w.later(200);
    for (const call of underWay) call.answer(outcome());
    await ended;
    w.later(1);
    w.clock.advance(1000);
  }
  expect(sizes).toEqual([32, 64, 128, 256, 128]);
  w.core.close();
});

test('while no answer comes nothing more leaves, and each text goes once', async () => {
  const w = world(100);
  const { underWay, ended } = w.leave();
  expect(underWay).toHaveLength(32);
  expect(w.leave().underWay).toEqual([]);
  expect(w.states()).toEqual([
    { state: 'queued', n: 68 },
    { state: 'sending', n: 32 },
  ]);
  expect(new Set(underWay.map(({ message }) => message.to)).size).toBe(32);
  for (const call of underWay) call.answer(accepted());
  await ended;
  expect(w.states()).toEqual([
    { state: 'queued', n: 68 },
    { state: 'sent', n: 32 },
  ]);
  w.core.close();
});

test('where claiming is slow fewer are claimed at once, and the others next', () => {
  const w = world(32);
  w.slow(4);
  const first = claim(w.core, () => true, 64, 25);
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(10);
  const others = claim(w.core, () => true, 64);
  expect(first.length + others.length).toBe(32);
  expect(w.states()).toEqual([{ state: 'sending', n: 32 }]);
  w.core.close();
});

test('one number’s many waiting texts do not keep back those of another, however slow the machine is', () => {
  const w = world(32);
  const sender = w.anotherSender();
  const number = seed.fictionNumber('US', 40);
  w.another(number, sender);
  w.core.write((tx) => void run(tx.db, sql`UPDATE campaign SET state = 'paused' WHERE id = ${w.campaignId}`));
  w.slow(4);
  expect(claim(w.core, () => true, 64, 25).map(({ to }) => to)).toEqual([number]);
  w.core.close();
});

test('of many that were claimed none leaves to anybody who has asked to stop since', async () => {
  const w = world(32);
  const { underWay, ended } = w.leave();
  const stopped = w.numbers.filter((_, index) => index % 3 === 0);
  const left: string[] = [];
  for (const [index, { message, answer }] of underWay.entries()) {
    // The STOPs come in one by one, between the requests.
    const number = stopped[index];
    if (number !== undefined) w.stop(number);
    if (message.mayLeave?.() === false) {
      answer({ kind: 'retry', code: STOPPED, detail: written('Stopped.') });
    } else {
      left.push(message.to);
      // Whoever asked before that moment is not texted.
      expect(stopped.slice(0, index + 1)).not.toContain(message.to);
      answer(accepted());
    }
  }
  await ended;
  const confirmations = w.leave();
  for (const { answer } of confirmations.underWay) answer(accepted());
  await confirmations.ended;
  const late = stopped.filter((number) => left.includes(number)).length;
  expect(left).toHaveLength(w.numbers.length - stopped.length + late);
  expect(w.states().find(({ state }) => state === 'sent')?.n).toBe(left.length);
  w.core.close();
});

test('whom the provider refuses is opted out before another text of theirs can leave', async () => {
  const w = world(1);
  for (const number of w.numbers) w.another(number);
  const { underWay, ended } = w.leave();
  const [first, second] = underWay;
  expect([first?.message.to, second?.message.to]).toEqual([w.numbers[0], w.numbers[0]]);
  first?.answer({
    kind: 'refused',
    errorClass: 'carrier-opt-out',
    code: '4481',
    detail: written('The carrier blocks it.'),
  });
  // The request of the other is about to leave before the event loop has turned.
  for (let step = 0; step < 20; step += 1) await Promise.resolve();
  expect(second?.message.mayLeave?.()).toBe(false);
  second?.answer({ kind: 'retry', code: STOPPED, detail: written('Stopped.') });
  await ended;
  w.core.close();
});

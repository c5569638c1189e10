import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { plainFetch } from '../../main/core/providers/plainFetch.ts';
import { one, run } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import { type Ground, openWorld, startGround } from '../model/world.ts';
import { type FaultyLine, startProxy } from './proxy.ts';

/** The product and the simulator with the proxy between them. */
export async function startLine(
  options: { tokenSeconds?: number } = {},
): Promise<{ ground: Ground; proxy: FaultyLine }> {
  let proxy: FaultyLine | null = null;
  const ground = await startGround({
    ...options,
    through: async (url) => {
      proxy = await startProxy(url);
      return proxy.url;
    },
  });
  if (!proxy) throw new Error('There is no proxy.');
  return { ground, proxy };
}

export async function openMessenger(ground: Ground, proxy: FaultyLine, region: 'US' | 'GB') {
  let patience = new AbortController();
  proxy.onRequest(null);
  // Nobody waits twenty seconds here: the caller gives up at the moment after which nothing more would
  // come.
  const giveUp = () => {
    patience.abort(new DOMException('Nothing came.', 'TimeoutError'));
    patience = new AbortController();
  };
  proxy.onHang(giveUp);
  const world = await openWorld(ground, region, (input, init) =>
    plainFetch(input, {
      ...init,
      signal: AbortSignal.any([patience.signal, ...(init?.signal ? [init.signal] : [])]),
    }),
  );
  await world.poll();
  let texts = 0;
  return {
    world,
    giveUp,
    /** Queues a text with a length of its own. Returns its words, or null where the guard refuses. */
    write: (contact: number, which = 0, words?: string): string | null => {
      texts += 1;
      const body = words ?? `Text ${texts} ${'.'.repeat(texts)}`;
      const core = world.core();
      const conversationId = world.conversation(contact, which);
      return core.write((tx) =>
        enqueue(core, tx, { conversationId, kind: 'reply', body, authorId: world.texterId }),
      ).ok
        ? body
        : null;
    },
    fate: (body: string) =>
      one<{ state: string; rule: string | null; asked: number }>(
        world.core().db,
        `SELECT state, rule, EXISTS (SELECT 1 FROM action a WHERE a.message_id = m.id AND a.kind = 'send-outcome-unknown'
           AND a.state = 'open') AS asked FROM message m WHERE body = ?`,
        body,
      ) ?? { state: 'gone', rule: null, asked: 0 },
    /** How often these words reached the contact. */
    arrived: (contact: number, body: string) =>
      world.simulator.control.contact(world.numbers[contact] ?? '').filter((text) => text.body === body)
        .length,
    says: (contact: number, body: string, which = 0) =>
      world.simulator.control.reply({
        from: world.numbers[contact] ?? '',
        to: world.senders[which] ?? '',
        body,
      }),
    deliverAll: async () => {
      await world.posted();
      for (const letter of world.mailbox.letters) await world.deliver(letter);
      world.mailbox.letters.length = 0;
    },
    /** An admin has tested the connection again. */
    repair: () => run(writer(world.core()), "UPDATE connection SET state = 'ready'"),
    optedOut: (contact: number) =>
      one(
        world.core().db,
        'SELECT 1 FROM opt_out WHERE subject = ? AND reversed = 0',
        world.core().subject(world.numbers[contact] ?? ''),
      ) !== undefined,
    /**
     * Lets minutes go by with all that happens in them: polls, events, questions to the provider, looks at
     * the queue.
     */
    async live(steps = 6, by = 30_000) {
      for (let count = 0; count < steps; count += 1) {
        await world.advance(by);
        await this.deliverAll();
        await world.poll();
        await world.maintain();
        await world.dispatcher().turn();
      }
    },
  };
}
export type FaultMessenger = Awaited<ReturnType<typeof openMessenger>>;

import { setTimeout as pause } from 'node:timers/promises';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type WebSocket from 'ws';
import { createCallKeys } from '../../../renderer/callKeys.ts';
import { CONCERNS, restOf } from '../../../renderer/concerns.ts';
import { createPace } from '../../../renderer/pace.ts';
import type { Contract } from '../../../shared/contract/index.ts';
import { type DeskPlace, dial, visit } from '../../hosts/deskListener.ts';

/** What the desks of a measure saw. Times in milliseconds. */
export type Seen = {
  readonly acknowledged: number[];
  readonly visible: number[];
  /** From a STOP until the conversation had gone from the list of who waits for an answer. */
  readonly gone: number[];
  /** When each number was about to say STOP. */
  readonly stopped: ReadonlyMap<string, number>;
  /** Numbers of whom a first text was acknowledged. */
  readonly sent: Set<string>;
  /** Numbers that a desk was handed and has not texted yet. */
  readonly inHand: Set<string>;
  /** Numbers in the list of who waits for an answer, at any desk. */
  readonly listed: Set<string>;
  bytes: number;
  calls: number;
  /** How often each refusal, by its code, met a send. A contact may stop while their text is composed. */
  readonly failed: Map<string, number>;
};

type Client = ContractRouterClient<Contract>;
type Context = { readonly key?: string };

/** A page of the list (renderer/views/messenger/useConversations.ts). */
const PAGE = 60;

/** The calls of a window, as renderer/link.ts makes them: with a key each. */
function callsOver(ws: WebSocket, seen: Seen): Client {
  const link = new RPCLink<Context>({
    websocket: ws as unknown as globalThis.WebSocket,
    headers: ({ context }) => ({
      'accept-language': 'en',
      ...(context.key === undefined ? {} : { 'idempotency-key': context.key }),
    }),
  });
  const keys = createCallKeys();
  return createORPCClient({
    call: async (path, input, options) => {
      seen.calls += 1;
      const call = keys.begin(path, input);
      return link
        .call(path, input, { ...options, context: call.key === null ? {} : { key: call.key } })
        .finally(call.answered);
    },
  });
}

/**
 * A texter's window at a desk, with the list of those who wait for an answer and one of them open: reads what
 * the messenger's screen reads at each notice, by the screen's own rules, and sends a first text every
 * `every` milliseconds. A reply names the time at which it was said, which tells how late it is.
 */
export async function openDesk(
  place: DeskPlace,
  who: { readonly login: string; readonly password: string },
  campaignId: string,
  seen: Seen,
) {
  const cookie = await visit(place);
  const ws = await dial(place, { cookie });
  if (ws === null || typeof ws === 'number') throw new Error(`A desk was refused: ${ws}`);
  const client = callsOver(ws, seen);
  await client.session.signIn(who);
  let closed = false;
  const known = new Set<string>();
  const since = Date.now();
  const socket = (ws as WebSocket & { _socket: { bytesRead: number; bytesWritten: number } })._socket;
  let open: string | null = null;
  /** Numbers in the list. */
  let listed = new Set<string>();

  async function readList() {
    const { items } = await client.conversation.list({ campaignId, state: 'to-answer', limit: PAGE });
    const now = Date.now();
    for (const { id, lastText } of items) {
      const said = /^It is (\d+)$/.exec(lastText ?? '')?.[1];
      if (said === undefined || Number(said) < since || known.has(`${id} ${said}`)) continue;
      known.add(`${id} ${said}`);
      seen.visible.push(now - Number(said));
    }
    const there = new Set(items.flatMap(({ number }) => number ?? []));
    for (const number of listed) {
      if (there.has(number)) continue;
      seen.listed.delete(number);
      const at = seen.stopped.get(number);
      if (at !== undefined) seen.gone.push(now - at);
    }
    listed = there;
    for (const number of there) seen.listed.add(number);
    if (open === null || !items.some(({ id }) => id === open)) {
      open = items[0]?.id ?? null;
      if (open !== null) for (const name of THREAD) pace.due(name);
    }
  }
  const opened =
    <T>(read: (id: string) => Promise<T>) =>
    async () =>
      open === null ? null : read(open);

  /** What the screen shows; two reads of one procedure have a number each. */
  const shown: Readonly<Record<string, () => Promise<unknown>>> = {
    'session.state': () => client.session.state(),
    'action.summary': () => client.action.summary(),
    'conversation.counts': () => client.conversation.counts({ campaignId }),
    'conversation.counts 2': () => client.conversation.counts({}),
    'campaign.list': () => client.campaign.list({}),
    'progress.read': () => client.progress.read({}),
    'messenger.tag.list': () => client.messenger.tag.list(),
    'nudge.list': () => client.nudge.list(),
    'handing.state': () => client.handing.state({ campaignId }),
    'handing.passedOn': () => client.handing.passedOn({}),
    'texterNote.mine': () => client.texterNote.mine({}),
    'conversation.held': () => client.conversation.held(),
    'conversation.list': readList,
    'conversation.get': opened((id) => client.conversation.get({ id })),
    'conversation.next': opened((id) => client.conversation.next({ campaignId, after: id })),
    'messenger.note.list': opened((conversationId) => client.messenger.note.list({ conversationId })),
  };
  const THREAD = ['conversation.get', 'conversation.next', 'messenger.note.list'] as const;
  const procedureOf = (name: string) => name.split(' ')[0] ?? name;
  const pace = createPace(
    (name) => shown[name]?.() ?? Promise.resolve(),
    (name, took) => restOf(procedureOf(name), name.endsWith(' 2') ? {} : { campaignId }, took),
  );
  const watch = async () => {
    for await (const { topics } of await client.changes.watch()) {
      const concerned = topics.flatMap((topic) => CONCERNS[topic]);
      for (const name of Object.keys(shown)) {
        if (concerned.some((part) => procedureOf(name) === part || name.startsWith(`${part}.`)))
          pace.due(name);
      }
    }
  };
  const ask = async () => {
    await client.handing.ask({ campaignId });
    const { items } = await client.conversation.list({ campaignId, state: 'to-send', limit: PAGE });
    for (const { number } of items) if (number) seen.inHand.add(number);
    return items;
  };
  const send = async (every: number) => {
    await pause(Math.random() * every);
    for (let next = Date.now(); !closed; next += every) {
      try {
        let { items } = await client.conversation.list({ campaignId, state: 'to-send', limit: PAGE });
        if (items.length === 0) items = await ask();
        const [first] = items;
        if (first?.number) {
          await Promise.all([
            client.conversation.get({ id: first.id }),
            client.messenger.note.list({ conversationId: first.id }),
          ]);
          seen.inHand.delete(first.number);
          const began = performance.now();
          await client.conversation.sendInitial({ id: first.id });
          seen.acknowledged.push(performance.now() - began);
          seen.sent.add(first.number);
        }
      } catch (error) {
        const code = error instanceof ORPCError ? error.code : String(error);
        if (!closed) seen.failed.set(code, (seen.failed.get(code) ?? 0) + 1);
      }
      await pause(Math.max(0, next + every - Date.now()));
    }
  };
  // Not all begin their shift at the same moment.
  await ask();
  const before = socket.bytesRead + socket.bytesWritten;
  return {
    /** Opens the window: resolves when all that it shows has been read once. */
    show: async () => {
      watch().catch(() => undefined);
      await Promise.all(Object.values(shown).map((read) => read()));
    },
    start: (every: number) => void send(every),
    close: () => {
      closed = true;
      pace.end();
      seen.bytes += socket.bytesRead + socket.bytesWritten - before;
      ws.terminate();
    },
  };
}

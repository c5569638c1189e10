import { setTimeout as pause } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type WebSocket from 'ws';
import type { Contract } from '../../../shared/contract/index.ts';
import { type DeskPlace, dial, visit } from '../../hosts/deskListener.ts';

/** What a window gathers notices for (renderer/hooks/useLive.ts), in milliseconds. */
const GATHER = 120;

/** What the desks of a measure saw. Times in milliseconds. */
export type Seen = {
  readonly acknowledged: number[];
  readonly visible: number[];
  /** Numbers of whom a first text was acknowledged. */
  readonly sent: Set<string>;
  /** Numbers that a desk was handed and has not texted yet. */
  readonly inHand: Set<string>;
  bytes: number;
  failed: number;
};

type Client = ContractRouterClient<Contract>;

/**
 * A texter's window at a desk: reads what the messenger's screen reads at each notice, and sends a first
 * text every `every` milliseconds. A reply names the time at which it was said, which tells how late it is.
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
  const client: Client = createORPCClient(new RPCLink({ websocket: ws as unknown as globalThis.WebSocket }));
  await client.session.signIn(who);
  let closed = false;
  const known = new Set<string>();
  const since = Date.now();
  const socket = (ws as WebSocket & { _socket: { bytesRead: number; bytesWritten: number } })._socket;

  const read = async () => {
    const [list] = await Promise.all([
      client.conversation.list({ campaignId, state: 'to-answer', limit: 50 }),
      client.conversation.counts({ campaignId }),
      client.handing.state({ campaignId }),
      client.campaign.list({}),
    ]);
    for (const { id, lastText } of list.items) {
      const said = /^It is (\d+)$/.exec(lastText ?? '')?.[1];
      if (said === undefined || Number(said) < since || known.has(`${id} ${said}`)) continue;
      known.add(`${id} ${said}`);
      seen.visible.push(Date.now() - Number(said));
    }
  };
  const watch = async () => {
    let waiting = false;
    for await (const _ of await client.changes.watch()) {
      if (waiting) continue;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        read().catch(() => undefined);
      }, GATHER);
    }
  };
  const send = async (every: number) => {
    await pause(Math.random() * every);
    for (let next = Date.now(); !closed; next += every) {
      try {
        let { items } = await client.conversation.list({ campaignId, state: 'to-send', limit: 1 });
        if (items.length === 0) {
          await client.handing.ask({ campaignId });
          ({ items } = await client.conversation.list({ campaignId, state: 'to-send', limit: 50 }));
          for (const { number } of items) if (number) seen.inHand.add(number);
        }
        const [first] = items;
        if (first?.number) {
          seen.inHand.delete(first.number);
          const began = performance.now();
          await client.conversation.sendInitial({ id: first.id });
          seen.acknowledged.push(performance.now() - began);
          seen.sent.add(first.number);
        }
      } catch {
        if (!closed) seen.failed += 1;
      }
      await pause(Math.max(0, next + every - Date.now()));
    }
  };
  const before = socket.bytesRead + socket.bytesWritten;
  return {
    start: (every: number) => {
      watch().catch(() => undefined);
      void send(every);
    },
    close: () => {
      closed = true;
      seen.bytes += socket.bytesRead + socket.bytesWritten - before;
      ws.terminate();
    },
  };
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connections } from '../../main/core/connections/connections.ts';
import { createCourier } from '../../main/core/consoles/courier.ts';
import { createLeases } from '../../main/core/consoles/lease.ts';
import { LogError } from '../../main/core/consoles/log/changeLog.ts';
import { createPoller } from '../../main/core/inbox/poller.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { createDispatcher } from '../../main/core/outbox/dispatcher.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { reconcileUnknown } from '../../main/core/outbox/reconcile.ts';
import type { Adapter, InboundMessage } from '../../main/core/providers/provider.ts';
import { STOPPED } from '../../main/core/providers/provider.ts';
import { all } from '../../main/core/store/statement.ts';
import { NOTHING } from '../../shared/text/stored.ts';
import { type Console, openConsole } from '../backup/consoles.ts';
import { organisation } from '../backup/organisation.ts';
import { actsOn } from '../backup/world.ts';
import { fakeProvider } from '../helpers/fakeProvider.ts';
import { leaseLog } from './leaseLog.ts';
import { SEALING } from './members.ts';

/** Which console the present work belongs to. */
const whose = new AsyncLocalStorage<string>();
export const consoleAtWork = (): string | undefined => whose.getStore();

const OURS = '+12165550190';
/** Ends what a console that is gone was doing. */
const never = () => new Promise<never>(() => undefined);

/** Consoles of one organisation beside one provider, whose time passes as the test says. */
export function sendingWorld(names: readonly string[], people = 4) {
  const log = leaseLog();
  const cast = organisation(names, people);
  const { connectionId, texter, admin, person } = (cast[0] as (typeof cast)[number]).cast;
  const acts = (core: Console['core'], clock: Console['clock'], name: string) =>
    actsOn(core, clock, (cast[0] as (typeof cast)[number]).cast, name);
  let time = 0;
  const provider = fakeProvider('provider-1', () => time);
  const said: InboundMessage[] = [];
  /** Further connections to the same provider, which every console may use. */
  const more: string[] = [];
  /** Called before a request leaves, after its console last heard the log. */
  let beforeRequest: (name: string) => Promise<void> = async () => undefined;

  function run(at: Console) {
    const { core, clock, name } = at;
    const alive = { yes: true };
    const adapter: Adapter = {
      ...provider.adapter,
      inbound: 'poll',
      async send(message, signal) {
        await beforeRequest(name);
        if (!alive.yes) return never();
        if (message.mayLeave?.() === false) return { kind: 'retry', code: STOPPED, detail: NOTHING };
        const answer = await provider.adapter.send(message, signal);
        return alive.yes ? answer : never();
      },
      async pull({ cursor }) {
        const from = Number(cursor ?? 0);
        return {
          ...{ inbound: said.slice(from), statuses: [], providerTexts: [], gaps: [] },
          cursor: String(said.length),
        };
      },
      async reconcile({ attemptId }) {
        const found = provider.reached.findIndex((sent) => sent.attemptId === attemptId);
        return found < 0
          ? { kind: 'absent' }
          : { kind: 'found', providerId: `asked-${attemptId}`, status: 'sent' };
      },
    };
    const adapterOf = (id: string) => ([connectionId, ...more].includes(id) ? adapter : null);
    const port = log.openFor(name, () => alive.yes);
    const courier = createCourier({ core, log: port, sealing: SEALING, console: name });
    let trouble: LogError | null = null;
    const leases = createLeases({
      core,
      log: port,
      console: name,
      ways: courier,
      usable: () => [connectionId, ...more],
      trouble: () => trouble,
      steady: () => time,
    });
    core.shareSending(leases.right);
    const connections = {
      adapterOf,
      rows: () => all(core.db, 'SELECT * FROM connection'),
    } as unknown as Connections;
    const dispatcher = createDispatcher(core, adapterOf);
    const poller = createPoller(core, connections);
    const inside = <T>(work: () => T): T => whose.run(name, work);
    const known = (text: InboundMessage) =>
      receive(core, { connectionId, adapter }, { inbound: [text], statuses: [], providerTexts: [] });
    return {
      name,
      core,
      clock,
      at,
      alive,
      leases,
      courier,
      /** Renews, and reads what came in. */
      round: () => inside(leases.round),
      /** What came in a moment ago or earlier. */
      poll: () => {
        pass(5);
        return inside(poller.round);
      },
      dispatch: () => inside(dispatcher.turn),
      /** The same, without waiting for what was under way before. */
      dispatchOnce: () => inside(createDispatcher(core, adapterOf).turn),
      /** What it wrote goes to the log, and what the log has comes in. */
      exchange: () =>
        inside(async () => {
          try {
            const { heads } = await courier.send([]);
            await courier.receive(heads);
            trouble = null;
          } catch (error) {
            if (error instanceof LogError) trouble = error;
            throw error;
          }
        }),
      reconcile: () => inside(() => reconcileUnknown(core, adapterOf, AbortSignal.timeout(30_000))),
      write: (index: number, kind: 'initial' | 'reply' = 'initial', holdSeconds = 0) =>
        core.write((tx) =>
          enqueue(core, tx, {
            ...{ conversationId: person(index).id, kind, body: `Hi ${index}`, authorId: texter },
            holdSeconds,
          }),
        ),
      /** Somebody takes back what is queued for a person. */
      cancel: (index: number) => acts(core, clock, name).cancel(index),
      /** Somebody closes a conversation as a wrong number. */
      close: (index: number) => acts(core, clock, name).wrongNumber(index),
      /** A webhook of the provider comes in here. */
      takes: (text: InboundMessage) => inside(() => known(text)),
      optOutByHand: (index: number) =>
        core.write((tx) =>
          optOut(core, tx, {
            ...{ subject: person(index).subject, number: person(index).number, cause: 'manual' },
            ...{ actorId: admin, reason: NOTHING, rule: '', matched: '', conversationId: null },
            ...{ messageId: null, senderNumberId: null, importId: null, saidAt: tx.now, receivedAt: tx.now },
          }),
        ),
      texts: () =>
        all<{ id: string; state: string; kind: string }>(
          core.db,
          "SELECT id, state, kind FROM message WHERE direction = 'out' ORDER BY id",
        ),
    };
  }

  function pass(ms: number): void {
    time += ms;
    log.advance(ms);
    for (const { clock, core } of consoles.values()) {
      clock.advance(ms);
      core.inbound.beat(clock.now());
    }
  }
  const consoles = new Map(cast.map(({ at }) => [at.name, run(at)]));
  const of = (name: string) => consoles.get(name) as ReturnType<typeof run>;
  return {
    log,
    provider,
    connectionId,
    person,
    more,
    of,
    all: () => [...consoles.values()],
    time: () => time,
    onRequest: (next: typeof beforeRequest) => {
      beforeRequest = next;
    },
    pass,
    says(index: number, body: string): InboundMessage {
      const text = provider.says(person(index).number, OURS, body, of(names[0] as string).clock.now());
      said.push(text);
      return text;
    },
    /** The process ends as it stands. */
    kill(name: string): void {
      of(name).alive.yes = false;
    },
    /** It begins again with what its store has. */
    restart(name: string, bytes: Buffer): void {
      const before = of(name);
      const at = openConsole(name, bytes);
      at.clock.set(before.clock.now() + 1000);
      consoles.set(name, run(at));
    },
  };
}
export type SendingWorld = ReturnType<typeof sendingWorld>;
export type SendingConsole = ReturnType<SendingWorld['of']>;

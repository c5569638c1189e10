import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Stored } from '../../../shared/text/stored.ts';
import type { Clock, Logger } from '../../core/base/ports.ts';
import { type Attendant, comeAgain, type Door, type DoorCall } from '../../core/providers/door.ts';
import type { WebhookAccess } from '../../core/providers/provider.ts';
import type { Errors } from '../../core/threads/failure.ts';
import { startThread, type Thread, threadFile } from '../../core/threads/thread.ts';
import type { DoorCaller, DoorWork } from './doorMessages.ts';
import { LIMITS, type Limits } from './limits.ts';
import { PortError } from './listen.ts';

export type WebhookServer = {
  /** http://127.0.0.1:port */
  readonly base: string;
  readonly port: number;
  /** For the core's ports. Until the core lets somebody in, providers are told to call again. */
  readonly door: Door;
  close(): Promise<void>;
};

/** One run of the thread. */
type DoorThread = Thread<DoorWork> & { readonly port: number };

/** Memory beside bodies, which have their own limit; beyond it the thread ends and is started again. */
const MOST_MEMORY = { maxOldGenerationSizeMb: 256 };
/** Milliseconds after which a port that could not be taken again is tried again. */
const TRY_AGAIN = 1000;

const FILE = threadFile(import.meta.url, './doorThread');
const errors: Errors = { PortError: ({ kept }) => new PortError(kept as Stored) };

/**
 * Starts the webhook port on a thread of its own, so that it accepts calls however busy the console is: it
 * checks and reads them, and hands them over in order (doorHttp.ts). A thread that ends unasked is started
 * again on the same port; what it had not handed over or answered is repeated by the provider. The figures
 * are in limits.ts. Rejects with PortError when the port cannot be had.
 */
export async function startWebhookServer(options: {
  readonly port: number;
  readonly log: Logger;
  readonly clock: Clock;
  readonly limits?: Limits;
  /** For tests that end the thread. */
  readonly started?: (worker: Worker) => void;
}): Promise<WebhookServer> {
  const { log, clock, limits = LIMITS, started } = options;
  let attendant: Attendant | null = null;
  let connections: ReadonlyMap<string, WebhookAccess> | null = null;
  let closing = false;
  let lastId = 0;
  /** Unanswered calls, by their id here, since ids of the thread begin again with each run. */
  const unanswered = new Map<number, { readonly line: DoorThread['line']; readonly id: number }>();
  const arrived: DoorCall[] = [];
  let taking = false;

  const admit = ({ line }: DoorThread) => line.tell('admit', connections, clock.now() - Date.now());

  /** What one thread calls; `line` leads to that thread. */
  const hearing = (line: () => DoorThread['line']): DoorCaller => ({
    letIn(id, connectionId, batch) {
      lastId += 1;
      unanswered.set(lastId, { line: line(), id });
      arrived.push({ id: lastId, connectionId, batch });
      // The attendant, if any, has been told already.
      if (attendant === null) turnAway();
      else if (!taking) attendant.arrived();
    },
    refused: (connectionId, why, count) => attendant?.refused(connectionId, why, count),
  });

  async function begin(port: number): Promise<DoorThread> {
    const ours = hearing(() => thread.line);
    const thread: Thread<DoorWork> = startThread(FILE, { name: 'door', ours, errors, limits: MOST_MEMORY });
    started?.(thread.worker);
    thread.worker.on('error', (error) => log.error('webhook-door-failed', { name: error.name }));
    try {
      const life = { ...thread, port: await thread.line.ask('open', port, limits) };
      void thread.ended.then(() => afterEnd(life));
      return life;
    } catch (error) {
      await thread.worker.terminate();
      throw error;
    }
  }

  /** Starts a new thread after one has ended, unless Heed is closing. */
  async function afterEnd({ line, port }: DoorThread): Promise<void> {
    for (const [id, each] of unanswered) if (each.line === line) unanswered.delete(id);
    if (closing) return;
    log.error('webhook-door-ended');
    attendant?.broken();
    for (;;) {
      const next = await begin(port).catch((error: unknown) => {
        log.error('webhook-door-closed', { name: error instanceof Error ? error.name : 'unknown' });
        return null;
      });
      if (next !== null) {
        life = next;
        if (closing) await next.worker.terminate();
        else admit(next);
        return;
      }
      await pause(TRY_AGAIN, undefined, { ref: false });
      if (closing) return;
    }
  }

  /** Asks callers to call again, because nobody takes in their calls. */
  function turnAway(): void {
    for (const { id } of arrived.splice(0)) door.answer(id, comeAgain('The store is not open.'));
  }

  const door: Door = {
    admit(next) {
      connections = next;
      admit(life);
    },
    attend(next) {
      attendant = next;
      if (next === null) turnAway();
    },
    take() {
      taking = true;
      life.line.drain();
      taking = false;
      return arrived.splice(0);
    },
    answer(id, answer) {
      const call = unanswered.get(id);
      unanswered.delete(id);
      call?.line.tell('answer', call.id, answer);
    },
  };

  let life = await begin(options.port);
  return {
    base: `http://127.0.0.1:${life.port}`,
    port: life.port,
    door,
    async close() {
      closing = true;
      life.line.tell('close');
      await life.ended;
    },
  };
}

import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Clock, Logger } from '../../core/base/ports.ts';
import { type Attendant, comeAgain, type Door, type DoorCall } from '../../core/providers/door.ts';
import type { WebhookAccess } from '../../core/providers/provider.ts';
import type { CallOverLine, DoorStart, FromDoor, ToDoor } from './doorMessages.ts';
import { LIMITS, type Limits } from './limits.ts';
import { PortError } from './listen.ts';

export type WebhookServer = {
  /** http://127.0.0.1:port */
  readonly base: string;
  readonly port: number;
  /** For the core's ports. Until the core admits somebody, providers are told to come again. */
  readonly door: Door;
  close(): Promise<void>;
};

/** One life of the thread. */
type Life = { readonly worker: Worker; readonly line: MessagePort; readonly port: number };
type StartWorker = (start: DoorStart) => Worker;

/**
 * What it may hold beside bodies, which are bounded by themselves; beyond that it ends and is started anew.
 */
const MOST_MEMORY = { maxOldGenerationSizeMb: 256 };
/** A port that could not be had again is tried again after this. Milliseconds. */
const TRY_AGAIN = 1000;

/** The thread's file stands beside this one, as .ts from source or .js when built. */
function startWorker(start: DoorStart): Worker {
  const file = new URL(`./doorThread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
  return new Worker(file, {
    workerData: start,
    transferList: [start.line],
    name: 'door',
    resourceLimits: MOST_MEMORY,
  });
}

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
  readonly start?: StartWorker;
}): Promise<WebhookServer> {
  const { log, clock, limits = LIMITS, start = startWorker } = options;
  let attendant: Attendant | null = null;
  let connections: ReadonlyMap<string, WebhookAccess> | null = null;
  let closing = false;
  let lastId = 0;
  /** Calls that are not answered, by their id here: ids of the thread begin anew with each. */
  const unanswered = new Map<number, { readonly line: MessagePort; readonly id: number }>();
  const arrived: DoorCall[] = [];

  const admit = ({ line }: Life) =>
    line.postMessage({ kind: 'admit', connections, ahead: clock.now() - Date.now() } satisfies ToDoor);

  function keep(line: MessagePort, call: CallOverLine): void {
    lastId += 1;
    unanswered.set(lastId, { line, id: call.id });
    arrived.push({ ...call, id: lastId });
  }

  function hear(message: FromDoor): void {
    if (message.kind === 'refused') attendant?.refused(message.connectionId, message.why, message.count);
  }

  async function begin(port: number): Promise<Life> {
    const { port1: line, port2 } = new MessageChannel();
    const worker = start({ port, limits, line: port2 });
    const opened = Promise.withResolvers<number>();
    worker.on('message', (message: FromDoor) => {
      if (message.kind === 'listening') opened.resolve(message.port);
      else if (message.kind === 'no-port') opened.reject(new PortError(message.message));
      else hear(message);
    });
    // Whatever ends it, `exit` follows.
    worker.on('error', (error) => {
      log.error('webhook-door-failed', { name: error.name });
      opened.reject(error);
    });
    line.on('message', (call: CallOverLine) => {
      keep(line, call);
      if (attendant === null) turnAway();
      else attendant.arrived();
    });
    worker.once('exit', () => opened.reject(new Error('The thread of the webhook port ended too early.')));
    try {
      const life = { worker, line, port: await opened.promise };
      worker.once('exit', () => void afterEnd(life));
      return life;
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  /** The thread has ended. Unless Heed is closing, a new one takes its place. */
  async function afterEnd({ line, port }: Life): Promise<void> {
    line.close();
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

  /** Nobody is there who could take in what was let in. */
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
      for (;;) {
        const next = receiveMessageOnPort(life.line);
        if (next === undefined) return arrived.splice(0);
        keep(life.line, next.message);
      }
    },
    answer(id, answer) {
      const call = unanswered.get(id);
      unanswered.delete(id);
      call?.line.postMessage({ kind: 'answer', id: call.id, answer } satisfies ToDoor);
    },
  };

  let life = await begin(options.port);
  return {
    base: `http://127.0.0.1:${life.port}`,
    port: life.port,
    door,
    async close() {
      closing = true;
      const { worker, line } = life;
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      if (worker.threadId === -1) return;
      line.postMessage({ kind: 'close' } satisfies ToDoor);
      await ended;
    },
  };
}

import { parentPort, workerData } from 'node:worker_threads';
import type { WebhookAnswer } from '../../core/providers/door.ts';
import { createDoorServer } from './doorHttp.ts';
import type { CallOverLine, DoorStart, FromDoor, ToDoor } from './doorMessages.ts';
import { listen, PortError } from './listen.ts';

/**
 * Entry of the thread that webhookServer.ts starts: the listening socket and all its connections live here.
 */

const { port, limits, line }: DoorStart = workerData;
const tell = (message: FromDoor) => parentPort?.postMessage(message);

const unanswered = new Map<number, (answer: WebhookAnswer) => void>();
let lastId = 0;
let ahead = 0;

/**
 * Whoever knocks a thousand times a second with wrong credentials must not keep the console busy: the first
 * few of each moment are told of one by one, the others together when it is over.
 */
const AT_ONCE = 10;
const MOMENT = 100;
const refusals = new Map<string, Extract<FromDoor, { kind: 'refused' }>>();
let told = 0;

function endMoment(): void {
  told = 0;
  for (const each of refusals.values()) tell(each);
  refusals.clear();
}

const door = createDoorServer(limits, {
  now: () => Date.now() + ahead,
  letIn(connectionId, batch, answer) {
    lastId += 1;
    unanswered.set(lastId, answer);
    line.postMessage({ id: lastId, connectionId, batch } satisfies CallOverLine);
  },
  refused(connectionId, why) {
    if (told === 0) setTimeout(endMoment, MOMENT);
    told += 1;
    if (told <= AT_ONCE) {
      tell({ kind: 'refused', connectionId, why, count: 1 });
      return;
    }
    const key = `${why} ${connectionId}`;
    const count = (refusals.get(key)?.count ?? 0) + 1;
    refusals.set(key, { kind: 'refused', connectionId, why, count });
  },
});

line.on('message', (message: ToDoor) => {
  if (message.kind === 'admit') {
    ahead = message.ahead;
    door.admit(message.connections);
  } else if (message.kind === 'answer') {
    unanswered.get(message.id)?.(message.answer);
    unanswered.delete(message.id);
  } else {
    door.server.close(() => process.exit());
    door.server.closeIdleConnections();
    setTimeout(() => process.exit(), 2000);
  }
});

listen(door.server, port).then(
  (taken) => tell({ kind: 'listening', port: taken }),
  (error: unknown) => {
    const message = error instanceof PortError ? error.kept : String(error);
    tell({ kind: 'no-port', message });
    line.close();
  },
);

import type { WebhookAnswer } from '../../core/providers/door.ts';
import { serve } from '../../core/threads/inside.ts';
import { createDoorServer, type DoorServer } from './doorHttp.ts';
import type { DoorCaller, DoorWork } from './doorMessages.ts';
import { listen } from './listen.ts';

/** Entry of the thread that webhookServer.ts starts, with the listening socket and all its connections. */

const unanswered = new Map<number, (answer: WebhookAnswer) => void>();
let lastId = 0;
let ahead = 0;
let door: DoorServer | null = null;

const line = serve<DoorCaller>({
  open(port, limits) {
    door = createDoorServer(limits, {
      now: () => Date.now() + ahead,
      letIn: (connectionId, batch, answer) => {
        lastId += 1;
        unanswered.set(lastId, answer);
        line.tell('letIn', lastId, connectionId, batch);
      },
      refused,
    });
    return listen(door.server, port);
  },
  admit(connections, clockAhead) {
    ahead = clockAhead;
    door?.admit(connections);
  },
  answer(id, answer) {
    unanswered.get(id)?.(answer);
    unanswered.delete(id);
  },
  close() {
    door?.server.close(() => process.exit());
    door?.server.closeIdleConnections();
    setTimeout(() => process.exit(), 2000);
  },
} satisfies DoorWork);

/**
 * A flood of calls with wrong credentials must not keep the console busy: the first few of each moment are
 * reported one by one, the others together when it is over.
 */
const AT_ONCE = 10;
const MOMENT = 100;
const refusals = new Map<string, Parameters<DoorCaller['refused']>>();
let reported = 0;

function endMoment(): void {
  reported = 0;
  for (const each of refusals.values()) line.tell('refused', ...each);
  refusals.clear();
}

function refused(connectionId: string, why: 'forbidden' | 'malformed'): void {
  if (reported === 0) setTimeout(endMoment, MOMENT);
  reported += 1;
  if (reported <= AT_ONCE) {
    line.tell('refused', connectionId, why, 1);
    return;
  }
  const key = `${why} ${connectionId}`;
  refusals.set(key, [connectionId, why, (refusals.get(key)?.[2] ?? 0) + 1]);
}

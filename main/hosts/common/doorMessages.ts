import type { WebhookAnswer } from '../../core/providers/door.ts';
import type { Batch, WebhookAccess } from '../../core/providers/provider.ts';
import type { Limits } from './limits.ts';

/** What the thread of the webhook port does for the console. */
export type DoorWork = {
  /** Listens; returns the port that was taken. @throws PortError */
  readonly open: (port: number, limits: Limits) => Promise<number>;
  /** See Door.admit. `ahead`: how far the console's clock is ahead of the machine's. Milliseconds. */
  readonly admit: (connections: ReadonlyMap<string, WebhookAccess> | null, ahead: number) => void;
  /** The answer to a call that was let in. */
  readonly answer: (id: number, answer: WebhookAnswer) => void;
  readonly close: () => void;
};

/** What the thread tells the console, in order. */
export type DoorCaller = {
  /** Answered by `answer`: the console may be busy for long, and must not have to wait for a promise. */
  readonly letIn: (id: number, connectionId: string, batch: Batch) => void;
  readonly refused: (connectionId: string, why: 'forbidden' | 'malformed', count: number) => void;
};

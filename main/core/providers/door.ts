import type { Batch, WebhookAccess } from './provider.ts';

/**
 * A provider's call that the webhook port has checked and read. It is answered when `answer` names its `id`.
 */
export type DoorCall = { readonly id: number; readonly connectionId: string; readonly batch: Batch };

export type WebhookAnswer = { readonly status: number; readonly body: string; readonly contentType: string };

/** The core's part, which takes in the calls. */
export type Attendant = {
  /** Called once for each call that waits. */
  arrived(): void;
  /** `count` calls for this connection were refused since the last time, for this reason. */
  refused(connectionId: string, why: 'forbidden' | 'malformed', count: number): void;
  /**
   * The thread failed and was started again: calls that it had read and not passed on are lost, and the
   * provider will repeat them.
   */
  broken(): void;
};

/**
 * The webhook port, at which providers call, on a thread of its own: it accepts, limits, checks and reads
 * while the core works, and refuses calls that are not a provider's. It passes calls on in the order in which
 * it read them.
 */
export type Door = {
  /**
   * Lets in calls for these connections only, from now on; null: every caller is asked to call again later.
   */
  admit(connections: ReadonlyMap<string, WebhookAccess> | null): void;
  /** Without an attendant, every caller is asked to call again later. */
  attend(attendant: Attendant | null): void;
  /**
   * All calls that wait, each once, oldest first; also those that came in since the core began its present
   * work.
   */
  take(): DoorCall[];
  answer(id: number, answer: WebhookAnswer): void;
};

export const plainAnswer = (status: number, body: string): WebhookAnswer => ({
  status,
  body,
  contentType: 'text/plain; charset=utf-8',
});

/** The answer where nothing was stored, so that the provider repeats the call. */
export const comeAgain = (why: string): WebhookAnswer => plainAnswer(503, `${why} Try again later.`);

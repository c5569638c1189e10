import type { Batch, WebhookAccess } from './provider.ts';

/**
 * A provider's call that the door has checked and read. It stays unanswered until `answer` names its `id`.
 */
export type DoorCall = { readonly id: number; readonly connectionId: string; readonly batch: Batch };

export type WebhookAnswer = { readonly status: number; readonly body: string; readonly contentType: string };

/** Who takes in what the door brings. */
export type Attendant = {
  /** Something may wait. Called once for each call. */
  arrived(): void;
  /** So many calls for this connection were turned away since the last time, for this reason. */
  refused(connectionId: string, why: 'forbidden' | 'malformed', count: number): void;
  /**
   * The door broke and was made anew: calls that it had read and not handed over are gone, and will be
   * repeated.
   */
  broken(): void;
};

/**
 * The port at which providers call, served by a thread of its own: it accepts, bounds, checks and reads while
 * the core is at work, and refuses what is not a provider's. What it lets in is handed over in the
 * order in which it was read.
 */
export type Door = {
  /**
   * Lets in calls for these connections from now on, and for no others; null: whoever calls is asked to come
   * again.
   */
  admit(connections: ReadonlyMap<string, WebhookAccess> | null): void;
  /** While nobody attends, whoever was let in is asked to come again. */
  attend(attendant: Attendant | null): void;
  /**
   * Everything that waits, each call once, oldest first. Also what came in since the core began its present
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

/** Nothing was kept, so the provider has to repeat it. */
export const comeAgain = (why: string): WebhookAnswer => plainAnswer(503, `${why} Try again later.`);

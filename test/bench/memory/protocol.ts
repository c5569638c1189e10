import type { Task as Sending } from '../dispatch/protocol.ts';

/** What the processes of this measure say to each other, over IPC. */

export type Task = Omit<Sending, 'campaignId' | 'texterId'> & {
  readonly simulatorUrl: string;
  readonly minutes: number;
  /** First texts, replies and calls of a window in each minute. */
  readonly texts: number;
  readonly replies: number;
  readonly calls: number;
};

/** Memory of the process after it was tidied, in bytes. */
export type FromConsole = { readonly minute: number; readonly rss: number; readonly heap: number };

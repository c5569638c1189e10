/** What the processes of this measure say to each other, over IPC. */

export type Task = {
  readonly storeDir: string;
  readonly key: string;
  readonly campaignId: string;
  readonly texterId: string;
};

/** Queue and send a first text to this many contacts, beginning with this one. */
export type Round = { readonly from: number; readonly texts: number };

/** `ready`, or how long a round took in milliseconds. */
export type FromConsole = { readonly what: 'ready' } | { readonly what: 'sent'; readonly ms: number };

export const OURS = ['+12025550197', '+12025550196'];
/** Milliseconds after which the provider answers. */
export const LATENCY = 200;

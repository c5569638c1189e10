/** What the crash test and the console that it kills say to each other. */
export type Order =
  | { readonly do: 'send'; readonly number: string; readonly body: string }
  | { readonly do: 'report' };

export type Report = {
  readonly problems: readonly string[];
  /** Texts that have not ended, each with what it waits for. */
  readonly open: readonly string[];
  readonly unknown: number;
  readonly sentAfterOptOut: number;
  readonly bodies: readonly string[];
  readonly replies: readonly string[];
  readonly optedOut: readonly string[];
};

export type Told =
  | { readonly what: 'ready'; readonly webhookConnection: string }
  /** Committed: it may never be lost. */
  | { readonly what: 'queued'; readonly body: string }
  | { readonly what: 'report'; readonly report: Report };

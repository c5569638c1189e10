import type { VendorFacts } from '../../../shared/providers/facts.ts';
import type { VendorName } from '../../../shared/providers/index.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';

/**
 * What a provider adapter is: the only way Heed talks to a provider. Adapters know nothing of store or rules.
 */

/** One text from a contact, in Heed's own shape. Times are UTC milliseconds. */
export type InboundMessage = {
  /** The provider's id; (connection, providerId) is unique. */
  readonly providerId: string;
  /** E.164 of the contact. */
  readonly from: string;
  /** E.164 of our sender number. */
  readonly to: string;
  /** Empty for a text that was media only. */
  readonly body: string;
  /** When the provider says the contact said it; the first-response rule judges by this. */
  readonly providerTime: number;
  /** Set where the provider itself names what it did (Twilio's OptOutType, webhook only). */
  readonly signal?: 'stop' | 'start' | 'help';
};

/** What became of a text that we sent. `tag` is our attempt id, where the provider hands it back. */
export type StatusEvent = {
  readonly providerId: string;
  readonly tag?: string;
  readonly status: 'sent' | 'delivered' | 'failed' | 'unconfirmed';
  readonly errorCode?: string;
  readonly segments?: number;
  readonly at: number;
};

/** A text that the provider itself sent in our name, such as Twilio's answer to STOP. For the thread only. */
export type ProviderText = {
  readonly providerId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly providerTime: number;
};

export type Batch = {
  readonly inbound: readonly InboundMessage[];
  readonly statuses: readonly StatusEvent[];
  readonly providerTexts: readonly ProviderText[];
};

export type Outgoing = {
  /** Our attempt id: opaque, nothing personal. Bandwidth's `tag`. */
  readonly attemptId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Seconds after which the provider must drop it, so that a queued text cannot outlive an opt-out. */
  readonly validForSeconds: number;
  /**
   * The guard's last look, asked when the request itself is about to leave: fetching a token takes time, and
   * a STOP may have come in meanwhile. False: the adapter sends nothing and answers `retry` with code
   * 'stopped'.
   */
  readonly mayLeave?: () => boolean;
};

/** What a failed send or delivery means, from the provider's error table (data). */
export type ErrorClass =
  /** The recipient is blocked for this sender: opt out, never retry, never switch sender number. */
  | 'recipient-blocked'
  /** The carrier says the recipient opted out. */
  | 'carrier-opt-out'
  /** The number can never be texted. */
  | 'invalid-number'
  /** A telephone that takes no texts. */
  | 'landline'
  /** The telephone is not known just now: final for this text; said of two, the number is left alone. */
  | 'unreachable'
  /** Ours to repair at the account: credentials, suspension. Sending on the connection stops. */
  | 'configuration'
  /**
   * Ours to repair at the sender number, its registration included: sending from that number stops, from
   * others it goes on.
   */
  | 'sender'
  /** The provider did not process it; safe to try again later. */
  | 'retry'
  /** Volume or filtering: this text fails, and at a rate the campaign pauses (outbox/pauseAtRate.ts). */
  | 'pause'
  /**
   * No way from this sender number to this contact or country: this text fails; where most do, the campaign
   * pauses.
   */
  | 'route'
  /** The table does not know the code: as `route`, and nothing else is stopped for it. */
  | 'unknown-code'
  /** Final, no automatic retry. */
  | 'failed'
  /** No proof either way. */
  | 'unconfirmed';

/** Code of a `retry` where `mayLeave` said no: nothing was sent, and the provider is not to blame. */
export const STOPPED = 'stopped';

export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerId: string; readonly segments?: number }
  | {
      readonly kind: 'refused';
      readonly errorClass: Exclude<ErrorClass, 'retry' | 'unconfirmed'>;
      readonly code: string;
      /** For a person; never parsed. */
      readonly detail: Stored;
    }
  /** Certainly not sent: 429, connection refused, or a 5xx where the provider documents "not sent". */
  | {
      readonly kind: 'retry';
      readonly code: string;
      readonly afterMs?: number;
      readonly detail: Stored;
      /** The provider could not be reached at all, so its replies could not be either. */
      readonly unreachable?: boolean;
    }
  /** Perhaps sent: a time-out or a cut after the request left. Never sent again blindly. */
  | { readonly kind: 'unknown'; readonly detail: Stored };

export type Reconciled =
  | { readonly kind: 'found'; readonly providerId: string; readonly status: StatusEvent['status'] }
  | { readonly kind: 'absent' }
  /** This provider cannot answer. A person decides. */
  | { readonly kind: 'cannot-tell' };

/** Opaque to everyone but the adapter; stored as JSON in the same transaction as the batch it belongs to. */
export type Cursor = string | null;

export type PullRequest = {
  readonly cursor: Cursor;
  /** Our sender numbers at this connection. */
  readonly numbers: readonly string[];
  /** Sent texts whose end is not known yet, oldest first: the adapter looks at least this far back. */
  readonly openSince: number | null;
};

export type PullResult = Batch & {
  readonly cursor: Cursor;
  /** Times at which inbound texts came in whose words are lost (Bandwidth's gap sweep). */
  readonly gaps: readonly {
    readonly providerId: string;
    readonly from: string;
    readonly to: string;
    readonly at: number;
  }[];
  /**
   * True: more waits at the provider than one pull takes. Pull again at once; until then inbound is not up to
   * date.
   */
  readonly more?: boolean;
  /**
   * Replies that reached the provider before this were handed over, or are named in `gaps` or `young`. Where
   * left out: now.
   */
  readonly readTo?: number;
  /** Ids of replies that the provider lists and whose words may still be on their way by webhook. */
  readonly young?: readonly string[];
  /** Replies of this time can no longer be found: the provider lists only so far back. */
  readonly unseen?: { readonly from: number; readonly to: number };
};

export type WebhookRequest = {
  readonly method: string;
  /** The exact public URL that the provider called, query included. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type WebhookResult =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'malformed'; readonly detail: string };

/**
 * What tells a provider's call from anybody else's: its credentials and no more, since it is handed to the
 * thread of the webhook port. Plain data; the vendor's reader knows the names. Where a credential is missing
 * nobody is believed.
 */
export type WebhookAccess = {
  readonly vendor: VendorName;
  readonly keys: Readonly<Record<string, string | null>>;
};

export type TestResult =
  | { readonly ok: true; readonly detail: Stored }
  | { readonly ok: false; readonly detail: Stored };

export type Adapter = {
  /** Whose wire format it speaks. */
  readonly vendor: VendorName;
  /**
   * Its list gives the words of a text, so that one that is found there is surely the one that was asked for.
   */
  readonly listsWords: boolean;
  readonly inbound: VendorFacts['inbound'];
  /** How the provider counts its rate: messages per sender number, or segments per account. */
  readonly rate: {
    readonly per: 'number' | 'account';
    readonly unit: 'message' | 'segment';
    readonly perSecond: number;
  };
  send(message: Outgoing, signal: AbortSignal): Promise<SendOutcome>;
  /** Fetches what is new. Throws ProviderError when the provider cannot be read. */
  pull(request: PullRequest, signal: AbortSignal): Promise<PullResult>;
  /** How the webhook port knows a call of this connection (index.ts). */
  readonly webhookAccess: WebhookAccess;
  /** Checks the provider's own authentication, then parses. Never throws on bad input. */
  parseWebhook(request: WebhookRequest): WebhookResult;
  /** Asks whether a text of unknown outcome was taken. */
  reconcile(
    message: Outgoing & { readonly attemptedAt: number; readonly knownProviderIds: readonly string[] },
    signal: AbortSignal,
  ): Promise<Reconciled>;
  /** Proves that address and credentials work, without sending anything. */
  test(signal: AbortSignal): Promise<TestResult>;
  /** Meaning of an error code, from the versioned table. One that the table does not know: `unknown-code`. */
  classify(code: string): ErrorClass;
};

/**
 * A provider that cannot be read or understood. `kind` says what to do; `kept` is a stored sentence for an
 * admin.
 */
export class ProviderError extends Error {
  readonly kind: 'credentials' | 'unreachable' | 'rate-limited' | 'malformed';
  readonly kept: Stored;
  /** How long the provider asked to be left alone, where it said so. */
  readonly retryAfterMs: number | undefined;
  constructor(
    kind: ProviderError['kind'],
    kept: Stored,
    options?: ErrorOptions & { readonly retryAfterMs?: number | undefined },
  ) {
    super(said(kept), options);
    this.name = 'ProviderError';
    this.kept = kept;
    this.kind = kind;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

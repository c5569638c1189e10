import type { RegistrationState } from '../../../shared/contract/senders/checklist.ts';
import type { VendorFacts } from '../../../shared/providers/facts.ts';
import type { VendorName } from '../../../shared/providers/index.ts';
import type { PictureKind } from '../../../shared/schema/words.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';

/**
 * The adapter of a provider: the only way in which Heed talks to one. Adapters know neither store nor rules.
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
  /** When the contact wrote, by the provider's clock; the first-response rule uses this time. */
  readonly providerTime: number;
  /** How many pictures came with it; none, if left out. */
  readonly pictures?: number;
  /** Where they are, in their order, where the provider says it with the text; its adapter checks them. */
  readonly pictureSources?: readonly string[];
  /** What the provider says that it did by itself (Twilio's OptOutType, webhook only). */
  readonly signal?: 'stop' | 'start' | 'help';
};

/** What became of a text that we sent. `tag`: our attempt id, where the provider returns it. */
export type StatusEvent = {
  readonly providerId: string;
  readonly tag?: string;
  readonly status: 'sent' | 'delivered' | 'failed' | 'unconfirmed';
  readonly errorCode?: string;
  readonly segments?: number;
  readonly at: number;
};

/**
 * A text that the provider itself sent in our name, such as Twilio's answer to STOP. Only shown in the
 * thread.
 */
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

/** A picture that goes with a text. `hash`: SHA-256 of its content, in hexadecimal. */
export type OutgoingPicture = {
  readonly kind: PictureKind;
  readonly hash: string;
  readonly content: Uint8Array<ArrayBuffer>;
};

export type Outgoing = {
  /** Our attempt id: opaque, nothing personal. Bandwidth's `tag`. */
  readonly attemptId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Left out where there is none; only for a provider that carries pictures. */
  readonly picture?: OutgoingPicture;
  /** Seconds after which the provider must drop it, so that a queued text cannot outlive an opt-out. */
  readonly validForSeconds: number;
  /**
   * The guard's last check, called when the request itself is about to leave: fetching a token takes time,
   * and a STOP may have come in meanwhile. False: the adapter sends nothing and returns `retry` with code
   * 'stopped'.
   */
  readonly mayLeave?: () => boolean;
};

/** What a failed sending or delivery means, from the provider's error table. */
export type ErrorClass =
  /**
   * The recipient is blocked for this sender number: opt out, never retry, never take another sender number.
   */
  | 'recipient-blocked'
  /** The carrier says the recipient opted out. */
  | 'carrier-opt-out'
  /** The number can never be texted. */
  | 'invalid-number'
  /** A telephone that takes no texts. */
  | 'landline'
  /**
   * The telephone cannot be reached at present: this text has failed; after two such texts the number is left
   * alone.
   */
  | 'unreachable'
  /**
   * For us to repair at the account, such as credentials or a suspension. Sending on the connection stops.
   */
  | 'configuration'
  /**
   * For us to repair at the sender number or its registration. Sending from that number stops; others go on.
   */
  | 'sender'
  /** The provider did not process it; safe to try again later. */
  | 'retry'
  /** Volume or filtering: this text fails, and if many do, the campaign pauses (outbox/pauseAtRate.ts). */
  | 'pause'
  /**
   * No way from this sender number to this contact or country: this text fails; if most do, the campaign
   * pauses.
   */
  | 'route'
  /** The table does not know the code: handled as `route`, and nothing else stops. */
  | 'unknown-code'
  /** Final, no automatic retry. */
  | 'failed'
  /** Nothing proves either outcome. */
  | 'unconfirmed';

/**
 * The code of a `retry` where `mayLeave` returned false: nothing was sent, and the provider is not at fault.
 */
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
  /** Surely not sent: 429, connection refused, or a 5xx where the provider documents "not sent". */
  | {
      readonly kind: 'retry';
      readonly code: string;
      readonly afterMs?: number;
      readonly detail: Stored;
      /** The provider could not be reached at all, so its replies cannot be read either. */
      readonly unreachable?: boolean;
    }
  /** Perhaps sent: a time-out or a break after the request left. Never sent again without asking. */
  | { readonly kind: 'unknown'; readonly detail: Stored };

export type Reconciled =
  | { readonly kind: 'found'; readonly providerId: string; readonly status: StatusEvent['status'] }
  | { readonly kind: 'absent' }
  /** This provider cannot tell, so a person decides. */
  | { readonly kind: 'cannot-tell' };

/** Only the adapter can read it; stored as JSON in the same transaction as the batch that it belongs to. */
export type Cursor = string | null;

export type PullRequest = {
  readonly cursor: Cursor;
  /** Our sender numbers at this connection. */
  readonly numbers: readonly string[];
  /**
   * When the oldest sent text left whose outcome is not known yet; the adapter reads at least this far back.
   */
  readonly openSince: number | null;
};

export type PullResult = Batch & {
  readonly cursor: Cursor;
  /** Times of inbound texts whose words are lost (Bandwidth's sweep). */
  readonly gaps: readonly {
    readonly providerId: string;
    readonly from: string;
    readonly to: string;
    readonly at: number;
  }[];
  /**
   * True: the provider has more than one pull takes. Pull again at once; until then inbound is not up to
   * date.
   */
  readonly more?: boolean;
  /**
   * Replies that reached the provider before this time were passed on, or are named in `gaps` or `young`. If
   * left out: now.
   */
  readonly readTo?: number;
  /** Ids of replies that the provider lists and whose words may still be on their way by webhook. */
  readonly young?: readonly string[];
  /** Replies of this time cannot be found any more, since the provider only lists so far back. */
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
 * What tells the provider's calls from those of others: its credentials alone, since they are passed to the
 * thread of the webhook port. Plain data, whose names the vendor's reader knows. Where a credential is
 * missing, every call is refused.
 */
export type WebhookAccess = {
  readonly vendor: VendorName;
  readonly keys: Readonly<Record<string, string | null>>;
};

/** One picture of a text that came in. */
export type PictureAsked = {
  /** The text's id at the provider. */
  readonly providerId: string;
  /** From nought, in the order in which the provider names them. */
  readonly position: number;
  /** As it came with the text; empty where it did not. */
  readonly source: string;
  /** Bytes at most. */
  readonly longest: number;
};

export type PictureAnswer =
  /** What came, whatever it is: nothing of it was looked at. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** It cannot be had, now or later. `elsewhere`: its address is not one of the provider's. */
  | { readonly kind: 'refused'; readonly why: 'gone' | 'too-large' | 'elsewhere' }
  | { readonly kind: 'later'; readonly afterMs?: number };

export type TestResult =
  | { readonly ok: true; readonly detail: Stored }
  | { readonly ok: false; readonly detail: Stored };

/** US 10DLC: where a sender number’s brand and campaign stand at The Campaign Registry. */
export type NumberRegistration = {
  /** E.164 of our sender number. */
  readonly number: string;
  readonly brand: RegistrationState;
  readonly brandId: string;
  readonly campaign: RegistrationState;
  readonly campaignId: string;
};

export type Adapter = {
  /** The vendor whose wire format the calls have. */
  readonly vendor: VendorName;
  /** Its list has the words of texts, so that a text found there is surely the one that was searched for. */
  readonly listsWords: boolean;
  readonly inbound: VendorFacts['inbound'];
  /** How the provider limits the rate: messages per sender number, or segments per account. */
  readonly rate: {
    readonly per: 'number' | 'account';
    readonly unit: 'message' | 'segment';
    readonly perSecond: number;
  };
  send(message: Outgoing, signal: AbortSignal): Promise<SendOutcome>;
  /** Fetches what is new. Throws ProviderError when the provider cannot be read. */
  pull(request: PullRequest, signal: AbortSignal): Promise<PullResult>;
  /** How the webhook port recognises calls for this connection (index.ts). */
  readonly webhookAccess: WebhookAccess;
  /** Checks the provider's own authentication, then parses. Never throws on bad input. */
  parseWebhook(request: WebhookRequest): WebhookResult;
  /** Asks the provider whether it took a text of unknown outcome. */
  reconcile(
    message: Outgoing & { readonly attemptedAt: number; readonly knownProviderIds: readonly string[] },
    signal: AbortSignal,
  ): Promise<Reconciled>;
  /**
   * Reads where the 10DLC registration of these sender numbers stands; each is answered once. Left out where
   * the provider has no numbers in the US, or does not tell. Throws ProviderError.
   */
  registration?(numbers: readonly string[], signal: AbortSignal): Promise<readonly NumberRegistration[]>;
  /**
   * Fetches a picture of a text that came in, with the connection's credentials, from the provider alone.
   * Never throws.
   */
  fetchPicture(asked: PictureAsked, signal: AbortSignal): Promise<PictureAnswer>;
  /** Checks that address and credentials work, without sending anything. */
  test(signal: AbortSignal): Promise<TestResult>;
  /**
   * What an error code means, from the versioned table; `unknown-code` for one that the table does not know.
   */
  classify(code: string): ErrorClass;
};

/**
 * A provider cannot be read or understood. `kind` says what to do; `kept` is a stored sentence for an admin.
 */
export class ProviderError extends Error {
  readonly kind: 'credentials' | 'unreachable' | 'rate-limited' | 'malformed';
  readonly kept: Stored;
  /** How long the provider asked us to wait, if it did. Milliseconds. */
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

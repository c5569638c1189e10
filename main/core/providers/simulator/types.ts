import type { Profile } from '../../../../shared/schema/words.ts';

/** Twilio's words for a message's status; the Bandwidth paths translate them. */
export type SimStatus =
  | 'accepted'
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received';

/** One message at the simulated provider, in either direction. Times are UTC milliseconds. */
export type SimMessage = {
  readonly id: string;
  /** Rises by one with each message: breaks ties between equal times. */
  readonly order: number;
  readonly profile: Profile;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  readonly from: string;
  readonly to: string;
  readonly media: number;
  /** The files themselves; one that is missing is a made-up picture. */
  readonly files: readonly Uint8Array[];
  readonly segments: number;
  readonly createdAt: number;
  readonly serviceSid: string | null;
  readonly tag: string | null;
  /** When the provider drops it if it has not left by then. */
  readonly expiresAt: number | null;
  body: string;
  status: SimStatus;
  errorCode: number | null;
  sentAt: number | null;
  updatedAt: number;
};

/** What becomes of an accepted text. `stuck`: never leaves and expires; `sent`: no receipt ever comes. */
export type Outcome =
  | { readonly kind: 'delivered' | 'sent' | 'stuck' }
  | { readonly kind: 'failed' | 'undelivered'; readonly code: number };

export type NewOutbound = {
  readonly profile: Profile;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly serviceSid?: string | null;
  readonly files?: readonly Uint8Array[];
  readonly tag?: string | null;
  readonly expiresAt?: number | null;
};

export type NewInbound = {
  readonly profile: Profile;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media?: number;
  readonly files?: readonly Uint8Array[];
  /** When the contact wrote, by the provider's clock; now, if left out. */
  readonly at?: number;
};

/**
 * A text on a contact's telephone. `provider`: sent by the provider in the account's name; `account`: by
 * Heed.
 */
export type ContactText = {
  readonly id: string;
  readonly from: string;
  readonly body: string;
  /** The files that came with it, by their SHA-256. */
  readonly media: readonly string[];
  readonly at: number;
  readonly status: SimStatus;
  readonly sentBy: 'provider' | 'account';
  readonly profile: Profile;
};

/** How fast accepted texts move on, in milliseconds after acceptance. */
export type Pace = { readonly sentMs: number; readonly deliveredMs: number };

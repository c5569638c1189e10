import type { OptOutBehaviour } from '../../../shared/providers/facts.ts';
import type { CauseBy } from '../../../shared/schema/causes.ts';
import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import type {
  ActionKind,
  CampaignState,
  ConversationState,
  Decision,
  MessageKind,
  Region,
  SoftRefusal,
} from '../../../shared/schema/words.ts';

/** What the rules need of the organisation's settings. */
export type RuleSettings = {
  readonly autoOptOut: boolean;
  /** Provider-1 only: true judges the first response alone, false any response (design, rule 2). */
  readonly firstResponseOnly: boolean;
  /** Whole-message words and phrases that an admin added; the shipped ones can never be removed. */
  readonly extraKeywords: readonly string[];
  readonly extraPhrases: readonly string[];
  /** HELP is answered automatically on provider-1; if left out, it is not. */
  readonly helpAnswer?: boolean;
};

/** Everything that the rules may know of one text from a contact. Times are UTC milliseconds. */
export type InboundFacts = {
  readonly text: string;
  /** How many pictures came with it; none, if left out. */
  readonly pictures?: number;
  /** How the provider that brought the text handles opt-outs. */
  readonly behaviour: OptOutBehaviour;
  readonly region: Region;
  /** What the provider says that it did by itself (webhook only). */
  readonly signal?: 'stop' | 'start' | 'help' | undefined;
  /** No other text of this contact in this conversation has an earlier provider time. */
  readonly firstResponse: boolean;
  /** An opt-out of this number is in force. */
  readonly optedOut: boolean;
  /** A provider block of the sender number and the contact number is noted. */
  readonly providerBlocked: boolean;
  /** The conversation is on hold. */
  readonly onHold: boolean;
  /** Kinds of the open actions of this number. */
  readonly openActions: readonly ActionKind[];
  /** HELP from this person was answered automatically within the last day. */
  readonly helpAnswered?: boolean;
  /** Our latest texts to this contact: reactions and quotes of them are no opt-outs. */
  readonly ourTexts: readonly string[];
  /** When the contact wrote, by the provider's clock. */
  readonly saidAt: number;
  readonly now: number;
};

export type Effect =
  /** The provider's own matcher matched, so it probably blocked the pair; Heed has not seen a refusal yet. */
  | { readonly kind: 'note-provider-block' }
  | { readonly kind: 'clear-provider-block' }
  | { readonly kind: 'opt-out'; readonly cause: CauseBy<'contact'> }
  /** Queue the one confirmation; it must have left by `notAfter`, else it is dropped and logged. */
  | { readonly kind: 'confirm'; readonly notAfter: number }
  | { readonly kind: 'hold' }
  /** Queue the answer to HELP; it must have left by `notAfter`. */
  | { readonly kind: 'answer-help'; readonly notAfter: number }
  /** The provider has answered HELP. */
  | { readonly kind: 'note-help' }
  /** The text is unwilling: marked where the texter reads it, and counted. */
  | { readonly kind: 'mark-soft-refusal'; readonly as: SoftRefusal }
  | { readonly kind: 'open-action'; readonly action: ActionKind; readonly dueAt: number };

export type Verdict = {
  readonly decision: Decision;
  /**
   * Name of the rule that decided, stable: 'keyword', 'keyword-later', 'phrase:take-me-off', 'reaction',
   * 'none' …
   */
  readonly rule: string;
  /** The words that matched, as the contact wrote them; empty if none. */
  readonly matched: string;
  readonly effects: readonly Effect[];
};

export type GuardFacts = {
  /** `help`: the automatic answer to HELP, which no person wrote. */
  readonly kind: Exclude<MessageKind, 'inbound' | 'provider-text'> | 'help';
  readonly optedOut: boolean;
  readonly onHold: boolean;
  /**
   * The person asked to stop while auto opt-outs were off, a person has to decide, and the text's author was
   * not told.
   */
  readonly stopWaiting: boolean;
  /** inferred: we saw the keyword; confirmed: the provider refused a text. */
  readonly providerBlock: 'none' | 'inferred' | 'confirmed';
  readonly autoOptOut: boolean;
  readonly campaign: CampaignState;
  readonly conversation: ConversationState;
  readonly hours: TextingHours;
  /** An admin has retired the sender number; another one is never taken in its place (rule 7). */
  readonly senderRetired: boolean;
  /**
   * The connection may send: credentials work, and a test reply has arrived where inbound comes by webhook.
   */
  readonly sendingOn: boolean;
  /** Replies were read recently enough that no STOP can be waiting unread. */
  readonly inboundFresh: boolean;
  /** Another first text of this conversation exists that was not prevented or cancelled. */
  readonly initialAlready: boolean;
  /** The provider has said that the number takes no texts. */
  readonly numberInvalid: boolean;
  /** The number is known as a wrong one for this conversation's contact. */
  readonly wrongNumber: boolean;
  /**
   * Campaigns have texted the person as often as the organisation allows: until when no further first text
   * leaves. UTC milliseconds; null: there is no such limit, or it is not reached.
   */
  readonly oftenUntil: number | null;
  /** What the campaign's schedule means for this contact; null: it has none. */
  readonly plan: Plan | null;
  /** The contact has written in this conversation. */
  readonly wrote: boolean;
  /** Confirmations and answers to HELP only. */
  readonly notAfter: number | null;
  readonly now: number;
};

/** When a campaign begins and ends for one contact, in UTC milliseconds; null: never by itself. */
export type Plan = {
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** The end of a planned pause that lasts now; null: none does. */
  readonly pausedUntil: number | null;
};

/**
 * Local wall-clock hours in which texts may be sent: from inclusive, until exclusive, in minutes after
 * midnight.
 */
export type QuietHours = { readonly sendFrom: number; readonly sendUntil: number };

/** Where the recipient may be, by one source. */
export type Place = {
  /** `region`: nothing tells, so they may be anywhere in the campaign's region. */
  readonly by: 'area-code' | 'address' | 'campaign' | 'region';
  /** The area code, the words of the address, the region: as a person would recognise it. */
  readonly what: string;
  /** IANA zones; all of them count. */
  readonly zones: readonly string[];
  /** US states and Canadian provinces in two letters; several where they share what `what` names. */
  readonly states: readonly string[];
};

/** What decides when a text may leave. */
export type TextingHours = {
  readonly region: Region;
  /** Everywhere the recipient may be; empty: the strictest zone of the region counts. */
  readonly places: readonly Place[];
  /** The organisation's and the campaign's, within the legal ones. */
  readonly quietHours: QuietHours;
  /** Whether the stricter laws of states and provinces count. */
  readonly stateLaws: boolean;
};

/** Why the hour is wrong, at the place that opens last. */
export type QuietReason = {
  /** No hour suits all the places. */
  readonly never: boolean;
  readonly zone: string;
  readonly by: Place['by'];
  readonly what: string;
  /** The hour is outside the organisation's own hours there. */
  readonly clock: boolean;
  /** The law that opens later or closes earlier; null where the hours alone decide. */
  readonly law: LawReason | null;
};

export type LawReason = {
  readonly state: string;
  /** `from`, `until`: a limit of the day, in minutes after midnight; else no texts on such a day. */
  readonly limit: 'from' | 'until' | 'sunday' | 'saturday' | 'holiday' | 'weekday';
  readonly minute: number;
};

export type GuardVerdict =
  | { readonly pass: true }
  /** The text stays queued. `until`: when to ask again; null when that depends on a person or a provider. */
  | {
      readonly pass: false;
      readonly outcome: 'wait';
      readonly rule: GuardRule;
      readonly until: number | null;
      /** Of texting hours. */
      readonly why?: QuietReason;
    }
  /** The text will not be sent, and is recorded as prevented. */
  | { readonly pass: false; readonly outcome: 'prevent'; readonly rule: GuardRule };

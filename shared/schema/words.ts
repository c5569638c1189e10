import { z } from 'zod';

/** Words of DESIGN.md, section 1, defined once for code, REST and screen. */

export const Region = z.enum(['US', 'CA', 'GB']);
export type Region = z.infer<typeof Region>;

/**
 * What a provider does about opt-outs by itself (shared/providers/facts.ts). provider-1: nothing; provider-2:
 * it blocks and answers.
 */
export const Profile = z.enum(['provider-1', 'provider-2']);
export type Profile = z.infer<typeof Profile>;

export const Role = z.enum(['texter', 'supervisor', 'admin']);
export type Role = z.infer<typeof Role>;

export const CampaignState = z.enum(['draft', 'launched', 'paused', 'closed']);
export type CampaignState = z.infer<typeof CampaignState>;

/** A conversation's place in a texter's work. */
export const ConversationState = z.enum(['to-send', 'waiting', 'to-answer', 'closed']);
export type ConversationState = z.infer<typeof ConversationState>;

/** How a person closed a conversation. */
export const ClosedAs = z.enum(['done', 'refused', 'wrong-number']);
export type ClosedAs = z.infer<typeof ClosedAs>;

/**
 * none: may be texted; manual: a person opted the number out; automatic: no person did, texters never see it.
 */
export const OptState = z.enum(['none', 'manual', 'automatic']);
export type OptState = z.infer<typeof OptState>;

export const MessageKind = z.enum(['initial', 'reply', 'confirmation', 'inbound', 'provider-text']);
export type MessageKind = z.infer<typeof MessageKind>;

/**
 * queued: waits to be sent; sending: claimed, the provider is being asked; sent: the provider took it;
 * unknown: the provider did not answer, never sent again without asking; prevented: a rule stopped it;
 * cancelled: an opt-out or a person took it back; dropped: a confirmation that was too late; received:
 * inbound.
 */
export const MessageState = z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'unknown',
  'cancelled',
  'prevented',
  'dropped',
  'received',
]);
export type MessageState = z.infer<typeof MessageState>;

export const ActionKind = z.enum([
  'opt-out-by-hand',
  'likely-opt-out',
  'asked-to-resume',
  'wrong-number',
  'send-outcome-unknown',
  'provider-refused',
  'review-mistaken',
  'escalated',
]);
export type ActionKind = z.infer<typeof ActionKind>;

/** A person's usual reasons for an opt-out; words may be added. */
export const QuickReason = z.enum(['asked', 'upset', 'underAge', 'died']);
export type QuickReason = z.infer<typeof QuickReason>;

/** Formats that Heed shows and sends, told by a file's own bytes. */
export const PictureKind = z.enum(['jpeg', 'png', 'gif', 'webp']);
export type PictureKind = z.infer<typeof PictureKind>;

/** What became of a picture that came with a text: it is fetched from the provider after the text is in. */
export const PictureState = z.enum(['waiting', 'there', 'failed']);
export type PictureState = z.infer<typeof PictureState>;

/** Why a picture could not be had, or is not shown. */
export const PictureProblem = z.enum(['kind', 'damaged', 'too-large', 'gone', 'elsewhere', 'unreachable']);
export type PictureProblem = z.infer<typeof PictureProblem>;

/** What a soft refusal means: the rules' `soft-refusal:…`. */
export const SoftRefusal = z.enum(['not-interested', 'source', 'cost', 'annoyed']);
export type SoftRefusal = z.infer<typeof SoftRefusal>;

/** What the rules decide about a text; a `soft-refusal` is only marked for the texter. */
export const Decision = z.enum([
  'opt-out',
  'hold',
  'action',
  'wrong-number',
  'resume',
  'soft-refusal',
  'help',
  'none',
]);
export type Decision = z.infer<typeof Decision>;

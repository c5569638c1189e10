import { z } from 'zod';
import { AnswerText } from '../results/answerFilter.ts';
import { ContactOutcome } from '../results/outcome.ts';
import { OptOutCause } from '../schema/causes.ts';
import { byColumn, KEPT_COLUMNS } from '../schema/contactColumns.ts';
import { GuardRule } from '../schema/guardRules.ts';
import {
  ActionKind,
  ConversationState,
  MessageKind,
  MessageState,
  OptState,
  Profile,
  Region,
  SoftRefusal,
} from '../schema/words.ts';
import { Flag, Id, Time } from './base/procedure.ts';
import { Warning } from './base/warning.ts';
import { FactFilter } from './conversations/conversationFacts.ts';
import { ConfirmationOffer } from './decisions/optOutByHand.ts';
import { OutgoingPictures, ReplyPicture, ThreadPicture } from './pictures.ts';
import { ContactQuestions } from './questions.ts';

export const ConversationRow = z.object({
  id: Id,
  campaignId: Id,
  campaignName: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  state: ConversationState,
  optState: OptState,
  optCause: OptOutCause.nullable(),
  onHold: z.boolean(),
  stopWaits: z
    .boolean()
    .describe('A request to stop waits here for a person: a plain STOP, or words like it that hold nobody'),
  /** The last text is ours and was not delivered. */
  failed: z.boolean(),
  outcome: z.string().nullable(),
  texterId: Id.nullable(),
  texterName: z.string().nullable(),
  lastText: z.string(),
  lastDirection: z.enum(['in', 'out']).nullable(),
  /** The last text may be abusive; texters get it only in the thread, when they ask for it. */
  abusive: z.boolean().optional(),
  /** A texter’s enquiry is open. */
  enquiry: z.boolean().optional(),
  test: z
    .object({ campaignId: Id.nullable() })
    .optional()
    .describe(
      'The script of this campaign is tried here, on a number of an admin’s own; null: it was deleted',
    ),
  sortAt: Time,
  tagIds: z.array(Id),
  /** The conversation is put aside until a time; `back`: that time has come. */
  reminder: z.object({ at: Time, back: z.boolean() }).nullable(),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

export const ConversationFilter = FactFilter.extend({
  campaignId: Id.optional(),
  texterId: Id.optional(),
  state: ConversationState.optional(),
  /** Admins and supervisors only; refused for texters. */
  optCause: OptOutCause.optional(),
  optedOut: Flag.optional(),
  automatic: Flag.optional(),
  onHold: Flag.optional(),
  failed: Flag.optional().describe('The last text is ours and was not delivered'),
  tagId: Id.optional(),
  answer: AnswerText.optional(),
  outcome: ContactOutcome.optional().describe('What became of the contact; admins and supervisors only'),
  /** Any part of a name, or of a number in any format. */
  search: z.string().max(120).optional(),
});
export type ConversationFilter = z.infer<typeof ConversationFilter>;

export const ThreadMessage = z.object({
  id: Id,
  direction: z.enum(['in', 'out']),
  kind: MessageKind,
  body: z.string(),
  pictures: z.array(ThreadPicture).optional(),
  state: MessageState,
  /** Why it has not left or will not, as a sentence. */
  detail: z.string(),
  rule: GuardRule.nullable(),
  segments: z.number().nullable(),
  authorName: z.string().nullable(),
  senderNumber: z.string().nullable(),
  /** Matched words in an inbound text; admins and supervisors only. */
  matched: z.string().nullable(),
  /** Has words of the list of abuse: folded away from texters until they ask to see it. */
  abusive: z.boolean().optional(),
  /** The reply is a soft refusal, and which kind. */
  softRefusal: SoftRefusal.optional(),
  /** help: a HELP that was answered automatically, or that answer. */
  automatic: z.enum(['help']).optional(),
  at: Time,
});
export type ThreadMessage = z.infer<typeof ThreadMessage>;

/** Something that happened between the texts. */
export const ThreadEvent = z.object({
  id: Id,
  kind: z.enum([
    'opted-out',
    'opted-in',
    'prevented',
    'on-hold',
    'carried-on',
    'provider-block',
    'provider-block-cleared',
    'enquiry',
    'enquiry-answered',
  ]),
  text: z.string(),
  at: Time,
  askedAt: Time.optional().describe('On hold: when the request came, where the hold began later'),
});
export type ThreadEvent = z.infer<typeof ThreadEvent>;

export const CanSend = z.object({
  ok: z.boolean(),
  /** wait: it will be queued and leaves later; prevent: it cannot be sent. */
  outcome: z.enum(['send', 'wait', 'prevent']),
  rule: GuardRule.nullable(),
  /** Shown with the button. */
  sentence: z.string(),
  until: Time.nullable(),
  /** What the author has to confirm by name before a text may leave; empty where nothing. */
  warnings: z.array(Warning),
  /** The zone of `until` for showing it; null: the contact's own. */
  zone: z.string().nullable(),
});
export type CanSend = z.infer<typeof CanSend>;

export const OpenAction = z.object({
  id: Id,
  kind: ActionKind,
  conversationId: Id.nullable(),
  contactName: z.string(),
  number: z.string().nullable(),
  campaignName: z.string().nullable(),
  text: z.string().describe('The contact’s words, where a text opened it'),
  pictures: z
    .array(ThreadPicture)
    .optional()
    .describe('Those that came with that text; never shown to texters, who see them in the thread'),
  rule: z.string(),
  matched: z.string(),
  detail: z.string(),
  holds: z.boolean(),
  stop: z.boolean().describe('A plain STOP that waits for a person: it stands first in every list'),
  openedAt: Time,
  heldAt: Time.nullable().describe('Since when the number is on hold because of it; null: it is not'),
  dueAt: Time.describe('When the law, or Heed by itself, wants it decided'),
  decideBy: Time.describe(
    'By when a person should have decided: dueAt, or what whoever escalated it asked for',
  ),
  assignedTo: z.object({ id: Id, name: z.string() }).nullable(),
  escalation: z
    .object({ at: Time, by: z.string(), note: z.string() })
    .nullable()
    .describe('It was given to somebody to decide, by whom and why; never shown to texters'),
});
export type OpenAction = z.infer<typeof OpenAction>;

/** A canned reply, merged for a contact. */
export const ThreadReply = z.object({
  id: Id,
  folder: z.string(),
  title: z.string(),
  text: z.string().describe('A field for which there is nothing stands in it as {field}'),
  missing: z.array(z.string()).describe('Those fields'),
  question: z.string().nullable(),
  picture: ReplyPicture.nullable().describe('It goes with the text where one can be sent: outgoingPictures'),
  uses: z
    .object({ own: z.number(), all: z.number() })
    .describe('How often you sent it, and everybody in this campaign'),
});
export type ThreadReply = z.infer<typeof ThreadReply>;

export const Thread = z.object({
  conversation: ConversationRow,
  region: Region,
  profile: Profile,
  contact: z.object({
    ...byColumn(KEPT_COLUMNS, () => z.string()),
    number: z.string().nullable(),
    fields: z.record(z.string(), z.string()),
    zones: z.array(z.string()).nullable(),
  }),
  senderNumber: z.string().nullable(),
  /** The first text, filled in, while it has not been sent. */
  initialDraft: z.string().nullable(),
  initialPicture: z.boolean().describe('The campaign’s picture goes with the first text'),
  outgoingPictures: OutgoingPictures,
  /** Canned replies, filled in for this contact. */
  replies: z.array(ThreadReply),
  questions: ContactQuestions,
  messages: z.array(ThreadMessage),
  events: z.array(ThreadEvent),
  actions: z.array(OpenAction),
  canSend: CanSend,
  /**
   * Opted in here, and still blocked at the provider: what the contact must do, shown until the block is
   * cleared.
   */
  stillBlocked: z.string().nullable(),
  /** The last text, where it is ours and was not delivered. `again`: it can be sent once more. */
  failed: z
    .object({ messageId: Id, kind: z.enum(['initial', 'reply']), body: z.string(), again: z.boolean() })
    .nullable(),
  /** Whether an opt-out by hand may be confirmed by a text. */
  confirmation: ConfirmationOffer,
});
export type Thread = z.infer<typeof Thread>;

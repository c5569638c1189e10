import type { ConversationRow, OpenAction } from '../../../shared/contract/conversation.ts';
import type { Why } from '../../../shared/contract/person.ts';
import type {
  ActionKind,
  ConversationState,
  GuardRule,
  MessageState,
  OptOutCause,
  Profile,
} from '../../../shared/schema/words.ts';
import type { Tone } from '../Tag.tsx';
import { shortDay } from './days.ts';

export type Mark = { readonly tone: Tone; readonly text: string; readonly title: string };

/** Short, for a row; `title` is the same in full. */
const causeMarks: Readonly<Record<OptOutCause, Mark>> = {
  'auto-keyword': { tone: 'stop', text: 'auto', title: 'Opted out automatically: the reply was a keyword' },
  'provider-signal': {
    tone: 'stop',
    text: 'auto',
    title: 'Opted out automatically: the provider reported it',
  },
  'provider-refused': {
    tone: 'stop',
    text: 'provider refused',
    title: 'Opted out automatically: the provider refused a message',
  },
  'carrier-refused': {
    tone: 'stop',
    text: 'carrier refused',
    title: 'Opted out automatically: the carrier refused a message',
  },
  manual: { tone: 'neutral', text: 'by hand', title: 'Opted out by a person' },
  import: { tone: 'neutral', text: 'import', title: 'Opted out by an imported list' },
  review: { tone: 'neutral', text: 'by review', title: 'Opted out in a review' },
};

/** For menus and chips, in the order in which people look for them. */
export const causeNames: Readonly<Record<OptOutCause, string>> = {
  'auto-keyword': 'Keyword reply',
  'provider-signal': 'Reported by the provider',
  'provider-refused': 'Provider refused',
  'carrier-refused': 'Carrier refused',
  manual: 'By hand',
  import: 'Import',
  review: 'Review',
};

export const stateNames: Readonly<Record<ConversationState, string>> = {
  'to-send': 'To send',
  'to-answer': 'To answer',
  waiting: 'Waiting',
  closed: 'Closed',
};

export const profileNames: Readonly<Record<Profile, string>> = {
  'provider-1': 'Provider 1',
  'provider-2': 'Provider 2',
};

export const actionNames: Readonly<Record<ActionKind, string>> = {
  'opt-out-by-hand': 'Opt out by hand',
  'likely-opt-out': 'Asks to stop?',
  'asked-to-resume': 'Asked to resume',
  'wrong-number': 'Wrong number?',
  'send-outcome-unknown': 'Was it sent?',
  'provider-refused': 'Provider refused',
  'review-mistaken': 'Opt-out mistaken?',
  escalated: 'Asked a supervisor',
};

/** Why the task exists, where the server adds no detail of its own. */
const actionReasons: Readonly<Record<ActionKind, string>> = {
  'opt-out-by-hand': 'They asked to stop. Auto opt-outs are off, so nobody has opted them out yet.',
  'likely-opt-out': 'They seem to ask to stop. A person decides what they meant.',
  'asked-to-resume': 'They asked to get texts again. Only an admin can opt them in.',
  'wrong-number': 'They say that this number is not theirs.',
  'send-outcome-unknown': 'The provider gave no answer to this message. It is not sent again by itself.',
  'provider-refused': 'The provider refused a message to this number.',
  'review-mistaken': 'A supervisor found this opt-out mistaken and proposes to opt them in.',
  escalated: 'Somebody asks for a second opinion.',
};

export const messageStates: Readonly<Record<MessageState, string>> = {
  queued: 'Queued',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  failed: 'Failed',
  unknown: 'Outcome unknown',
  cancelled: 'Cancelled',
  prevented: 'Prevented',
  dropped: 'Not sent, too late',
  received: 'Received',
};

/** Why a campaign cannot send just now, in a word or two. */
export const ruleNames: Readonly<Record<GuardRule, string>> = {
  'opted-out': 'opted out',
  'on-hold': 'on hold',
  'provider-block': 'blocked by the provider',
  'quiet-hours': 'outside texting hours',
  'campaign-not-running': 'campaign not running',
  'conversation-closed': 'closed',
  'sending-off': 'sending is off',
  'inbound-stale': 'replies not checked lately',
  'duplicate-initial': 'had the first message',
  'invalid-number': 'not a number for texts',
  'confirmation-late': 'confirmation too late',
};

/** What marks a conversation in the list; null where nothing is special about it. */
export function markOf(row: ConversationRow): Mark | null {
  if (row.optState !== 'none') {
    if (row.optCause !== null) return causeMarks[row.optCause];
    return row.optState === 'automatic' ? causeMarks['auto-keyword'] : causeMarks.manual;
  }
  if (row.onHold) return { tone: 'hold', text: 'on hold', title: 'Sending waits until a person decides' };
  if (row.outcome === 'wrong-number') {
    return { tone: 'neutral', text: 'wrong number', title: 'Closed as wrong number' };
  }
  return null;
}

type Answer = Pick<Why, 'optedOut' | 'canBeTexted'> & {
  readonly senderNumbers: readonly Pick<Why['senderNumbers'][number], 'block'>[];
};

/** The tone that answers before the words do. A block at any sender number is never all fine, even where another one works. */
export function toneOf({ optedOut, canBeTexted, senderNumbers }: Answer): Tone {
  if (optedOut) return 'stop';
  return canBeTexted && !senderNumbers.some(isBlocked) ? 'ok' : 'hold';
}

/** Whether the provider refuses this sender number: seen (confirmed), or known from what the contact wrote (inferred). */
export function isBlocked(sender: Pick<Why['senderNumbers'][number], 'block'>): boolean {
  return sender.block === 'inferred' || sender.block === 'confirmed';
}

/** The end of a number is what people compare: "…456". */
export function tail(number: string): string {
  return `…${number.replace(/\D/g, '').slice(-3)}`;
}

/** Why the task exists: the server's own detail where it has one. */
export function reasonOf(action: Pick<OpenAction, 'kind' | 'detail'>): string {
  return action.detail === '' ? actionReasons[action.kind] : action.detail;
}

export function dueText(action: Pick<OpenAction, 'dueAt' | 'holds'>): string {
  const due = shortDay(action.dueAt);
  return action.holds ? `on hold, becomes an opt-out on ${due}` : `due ${due}`;
}

/** What the task is, in a tag. A provider refuses for two reasons, which ask for different deeds. */
export function actionName(action: Pick<OpenAction, 'kind' | 'rule'>): string {
  if (action.rule === 'invalid-number') return 'Number refused';
  if (action.rule === 'provider-block') return 'Blocked at the provider';
  return actionNames[action.kind];
}

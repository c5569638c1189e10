import type { ConversationRow, OpenAction } from '../../../shared/contract/conversations.ts';
import type { Why } from '../../../shared/contract/people.ts';
import { CAUSES, type OptOutCause } from '../../../shared/schema/causes.ts';
import { outcomeKindOf } from '../../../shared/text/outcome.ts';
import { t } from '../../../shared/text/say.ts';
import { shortDay } from '../base/days.ts';
import type { Tone } from '../base/Tag.tsx';

export type Mark = { readonly tone: Tone; readonly text: string; readonly title: string };

/** What marks an opt-out: short, for a row; `title` is the same in full. */
function markOfCause(cause: OptOutCause): Mark {
  return {
    tone: CAUSES[cause].tone,
    text: t(`causes:${cause}.mark.text`),
    title: t(`causes:${cause}.mark.title`),
  };
}

/** What marks a conversation in the list; null where nothing is special about it. */
export function markOf(row: ConversationRow): Mark | null {
  if (row.optState !== 'none') {
    return markOfCause(row.optCause ?? (row.optState === 'automatic' ? 'auto-keyword' : 'manual'));
  }
  if (row.stopWaits) {
    return { tone: 'stop', text: t('oversight:mark.stop.text'), title: t('oversight:mark.stop.title') };
  }
  if (row.onHold) {
    return { tone: 'hold', text: t('oversight:mark.onHold.text'), title: t('oversight:mark.onHold.title') };
  }
  if (row.failed) {
    return { tone: 'hold', text: t('oversight:mark.failed.text'), title: t('oversight:mark.failed.title') };
  }
  if (row.outcome === 'wrong-number') {
    const [text, title] = [t('oversight:mark.wrongNumber.text'), t('oversight:mark.wrongNumber.title')];
    return { tone: 'neutral', text, title };
  }
  return null;
}

type Answer = Pick<Why, 'optedOut' | 'canBeTexted'> & {
  readonly senderNumbers: readonly Pick<Why['senderNumbers'][number], 'block'>[];
};

/**
 * The tone that answers before the words do. A block at any sender number is never all fine, even where
 * another one works.
 */
export function toneOf({ optedOut, canBeTexted, senderNumbers }: Answer): Tone {
  if (optedOut) return 'stop';
  return canBeTexted && !senderNumbers.some(isBlocked) ? 'ok' : 'hold';
}

/**
 * Whether the provider refuses this sender number: seen (confirmed), or known from what the contact wrote
 * (inferred).
 */
export function isBlocked(sender: Pick<Why['senderNumbers'][number], 'block'>): boolean {
  return sender.block === 'inferred' || sender.block === 'confirmed';
}

/** The end of a number is what people compare: "…456". */
export function tail(number: string): string {
  return `…${number.replace(/\D/g, '').slice(-3)}`;
}

/** What an action is about: its kind, and of the three that end as a wrong number which one it is. */
function aboutOf({ kind, rule }: Pick<OpenAction, 'kind' | 'rule'>) {
  return kind === 'wrong-number' ? outcomeKindOf(rule) : kind;
}

/** Why the action exists: the server's own detail where it has one. */
export function reasonOf(action: Pick<OpenAction, 'kind' | 'rule' | 'detail' | 'holds'>): string {
  if (action.detail !== '') return action.detail;
  // It waited while auto opt-outs were off, and has held since they were turned on.
  if (action.kind === 'opt-out-by-hand' && action.holds) return t('oversight:action.reason.opt-out-on-hold');
  return t(`oversight:action.reason.${aboutOf(action)}`);
}

export function dueText(action: Pick<OpenAction, 'dueAt' | 'holds'>): string {
  const day = shortDay(action.dueAt);
  return action.holds ? t('oversight:action.dueOnHold', { day }) : t('oversight:action.due', { day });
}

/** What the action is, in a tag. A provider refuses for two reasons, which ask for different deeds. */
export function actionName(action: Pick<OpenAction, 'kind' | 'rule'>): string {
  if (action.rule === 'invalid-number') return t('oversight:action.numberRefused');
  if (action.rule === 'provider-block') return t('oversight:action.blocked');
  const about = aboutOf(action);
  return about === 'deceased' || about === 'business'
    ? t(`oversight:action.${about}`)
    : t(`words:actionKind.${about}`);
}

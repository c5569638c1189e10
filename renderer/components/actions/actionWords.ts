import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { outcomeKindOf } from '../../../shared/text/outcome.ts';
import { t } from '../../../shared/text/say.ts';
import { shortDay } from '../base/days.ts';

/** What an action is about: its kind, and for a wrong number which of the three. */
function aboutOf({ kind, rule }: Pick<OpenAction, 'kind' | 'rule'>) {
  return kind === 'wrong-number' ? outcomeKindOf(rule) : kind;
}

/** Why the action exists: the server's own detail where it has one. */
export function reasonOf(action: Pick<OpenAction, 'kind' | 'rule' | 'detail' | 'holds'>): string {
  if (action.detail !== '') return action.detail;
  // It waited while auto opt-outs were off, and holds since they were turned on.
  if (action.kind === 'opt-out-by-hand' && action.holds) return t('oversight:action.reason.opt-out-on-hold');
  return t(`oversight:action.reason.${aboutOf(action)}`);
}

export function dueText(action: Pick<OpenAction, 'dueAt' | 'holds'>): string {
  const day = shortDay(action.dueAt);
  return action.holds ? t('oversight:action.dueOnHold', { day }) : t('oversight:action.due', { day });
}

/** The action's name, for a tag. A provider refuses for two reasons, which need different acts. */
export function actionName(action: Pick<OpenAction, 'kind' | 'rule'>): string {
  if (action.rule === 'invalid-number') return t('oversight:action.numberRefused');
  if (action.rule === 'provider-block') return t('oversight:action.blocked');
  const about = aboutOf(action);
  return about === 'deceased' || about === 'business'
    ? t(`oversight:action.${about}`)
    : t(`words:actionKind.${about}`);
}

import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { CAUSES, type OptOutCause } from '../../../shared/schema/causes.ts';
import { t } from '../../../shared/text/say.ts';
import type { Tone } from '../base/Tag.tsx';

export type Mark = { readonly tone: Tone; readonly text: string; readonly title: string };

/** The mark of an opt-out: short, for a row; `title` is the same in full. */
function markOfCause(cause: OptOutCause): Mark {
  return {
    tone: CAUSES[cause].tone,
    text: t(`causes:${cause}.mark.text`),
    title: t(`causes:${cause}.mark.title`),
  };
}

/** The mark of a conversation in the list; null: none. */
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

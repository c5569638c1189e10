import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../base/Tag.tsx';
import { actionName } from './actionWords.ts';

/** What the action is. A plain STOP has a mark of its own, since it matters most. */
export function ActionTag({ action }: { action: Pick<OpenAction, 'kind' | 'rule' | 'holds' | 'stop'> }) {
  return (
    <>
      {action.stop ? <Tag tone="stop">{t('oversight:mark.stop.text')}</Tag> : null}
      <Tag tone={action.holds ? 'hold' : 'neutral'}>{actionName(action)}</Tag>
    </>
  );
}

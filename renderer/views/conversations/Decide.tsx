import type { ReactNode } from 'react';
import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { ActionTag } from '../../components/actions/ActionTag.tsx';
import { dueText, reasonOf } from '../../components/actions/actionWords.ts';
import { Deeds } from '../../components/actions/Deeds.tsx';
import type { Deed } from '../../components/actions/deedList.ts';
import { Escalate, Given } from '../../components/actions/Escalate.tsx';
import { dayAndTime } from '../../components/base/time.ts';
import styles from '../../components/conversations/oversight.module.css';

type Props = {
  action: OpenAction;
  /** Left out for people who may only read. */
  onResolve: ((deed: Deed, reason: string) => void) | undefined;
  busy: boolean;
};

/** An open action at the end of its thread, to decide. */
export function Decide({ action, onResolve, busy }: Props): ReactNode {
  return (
    <div className={styles.decide} data-tone={action.stop ? 'stop' : action.holds ? 'hold' : 'neutral'}>
      <ActionTag action={action} /> <span className={styles.soft}>{dueText(action)}</span>
      <div>{reasonOf(action)}</div>
      {action.heldAt === null || action.heldAt === action.openedAt ? null : (
        <div className={styles.soft}>
          {t('thread:heldSince', { since: dayAndTime(action.heldAt), asked: dayAndTime(action.openedAt) })}
        </div>
      )}
      <Given action={action} />
      {onResolve === undefined ? null : (
        <div className={styles.settle}>
          <Deeds action={action} onResolve={onResolve} busy={busy} />
          <Escalate action={action} />
        </div>
      )}
    </div>
  );
}

import type { ReactNode } from 'react';
import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { ActionTag } from '../../components/actions/ActionTag.tsx';
import { dueText, reasonOf } from '../../components/actions/actionWords.ts';
import { Deeds } from '../../components/actions/Deeds.tsx';
import type { Deed } from '../../components/actions/deedList.ts';
import styles from '../../components/conversations/oversight.module.css';
import { Quoted } from '../../components/text/Marked.tsx';

type Props = {
  action: OpenAction;
  on: boolean;
  onOpen: () => void;
  /** Left out for people who may only read. */
  onResolve: ((deed: Deed, reason: string) => void) | undefined;
  busy: boolean;
};

/** One action: what, why, on which words, by when, and the ways to settle it. */
export function ActionCard(props: Props): ReactNode {
  const { action, on, onOpen, onResolve, busy } = props;
  return (
    <li className={styles.action} data-on={on} data-action={action.kind} data-stop={action.stop || undefined}>
      <button type="button" data-action-head className={styles.actionHead} aria-current={on} onClick={onOpen}>
        <span className={styles.actionName}>
          {action.contactName === ''
            ? action.number === null
              ? t('oversight:action.unknownNumber')
              : formatNumber(action.number)
            : action.contactName}
          <ActionTag action={action} />
        </span>
        {action.text === '' ? null : (
          <p className={styles.words}>
            <Quoted text={action.text} matched={action.matched} />
          </p>
        )}
        <span className={styles.soft}>
          {reasonOf(action)}
          <br />
          {action.campaignName === null ? '' : `${action.campaignName} · `}
          {dueText(action)}
        </span>
      </button>
      {onResolve === undefined ? null : <Deeds action={action} onResolve={onResolve} busy={busy} />}
    </li>
  );
}

import type { ReactNode } from 'react';
import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import type { Deed } from '../../components/actions/deedList.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingRows } from '../../components/base/Loading.tsx';
import styles from '../../components/conversations/oversight.module.css';
import { ActionCard } from './ActionCard.tsx';

type Props = {
  actions: readonly OpenAction[];
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
  narrowed: boolean;
  selectedId: string | null;
  onSelect: (key: string) => void;
  onResolve: ((action: OpenAction, deed: Deed, reason: string) => void) | undefined;
  busyId: string | null;
};

/** What selecting an action opens: its conversation, or the action itself where there is none. */
export function keyOf(action: OpenAction): string {
  return action.conversationId ?? `action-${action.id}`;
}

/** The actions that wait for a person, the most urgent first, as the server orders them. */
export function ActionsPane(props: Props): ReactNode {
  const { actions, query, narrowed, selectedId, onSelect, onResolve, busyId } = props;
  if (actions.length === 0) {
    if (query.isPending) return <LoadingRows rows={4} label={t('oversight:actions.loading')} />;
    if (query.error !== null) {
      return (
        <div className={styles.inset}>
          <ErrorNotice
            title={t('oversight:actions.unread')}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        </div>
      );
    }
    return narrowed ? (
      <EmptyState title={t('oversight:actions.noMatch.title')}>
        {t('oversight:actions.noMatch.text')}
      </EmptyState>
    ) : (
      <EmptyState title={t('oversight:actions.none.title')}>{t('oversight:actions.none.text')}</EmptyState>
    );
  }
  return (
    <ul className={styles.actions}>
      {actions.map((action) => (
        <ActionCard
          key={action.id}
          action={action}
          on={keyOf(action) === selectedId}
          onOpen={() => onSelect(keyOf(action))}
          onResolve={onResolve && ((deed, reason) => onResolve(action, deed, reason))}
          busy={busyId === action.id}
        />
      ))}
    </ul>
  );
}

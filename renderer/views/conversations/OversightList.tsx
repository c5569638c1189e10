import { Button, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useId, useMemo, useRef } from 'react';
import type { ConversationRow, OpenAction } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { Kbd } from '../../components/base/Kbd.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { ConversationList } from '../../components/conversations/ConversationList.tsx';
import { listInput } from '../../components/conversations/filter.ts';
import { markOf } from '../../components/conversations/marks.ts';
import styles from '../../components/conversations/oversight.module.css';
import { useConversations, useCounts, useTotal } from '../../components/conversations/queries.ts';
import type { Oversight } from '../../components/conversations/useOversight.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useMe } from '../../hooks/useSession.ts';
import { number } from '../../language/formats.ts';
import { hrefOf } from '../../state/route.ts';
import { Tabs } from './Tabs.tsx';
import { togglePicked, usePicked } from './usePicked.ts';

type Props = {
  oversight: Oversight;
  /** Open actions of the campaign in the filter, whatever the search is. */
  actionCount: number;
  /** Shown in the tab "Actions". */
  actions: ReactNode;
  onOrder: (ids: readonly string[]) => void;
};

/** Tabs, search and the conversations of the tab; "/" goes to the search, Esc leaves it. */
export function OversightList({ oversight, actionCount, actions, onOrder }: Props): ReactNode {
  const { tab, filter, search, settledSearch } = oversight;
  const counts = useCounts(filter.campaignId);
  const box = useRef<HTMLInputElement>(null);
  const panelId = useId();
  useHotkey('/', t('oversight:keys.search'), (event) => {
    event.preventDefault();
    box.current?.select();
    box.current?.focus();
  });
  return (
    <>
      <Tabs
        tab={tab}
        onTab={oversight.setTab}
        counts={counts && { ...counts, actions: actionCount }}
        panelId={panelId}
      />
      <div className={styles.tools}>
        <TextInput
          ref={box}
          className={styles.search ?? ''}
          size="xs"
          type="search"
          aria-label={t('oversight:list.search')}
          placeholder={t('oversight:list.searchHint')}
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={search === '' ? <Kbd keys="/" /> : null}
          maxLength={120}
          value={search}
          onChange={(event) => oversight.setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            oversight.setSearch('');
            event.currentTarget.blur();
          }}
        />
        {tab === 'actions' ? null : <Total oversight={oversight} search={settledSearch} />}
      </div>
      <div id={panelId} role="tabpanel" aria-label={t(`oversight:tabs.full.${tab}`)} className={styles.panel}>
        {tab === 'actions' ? (
          actions
        ) : (
          <Rows key="rows" oversight={oversight} search={settledSearch} onOrder={onOrder} />
        )}
      </div>
    </>
  );
}

/** How many conversations the list has. */
function Total({ oversight, search }: Pick<RowsProps, 'oversight' | 'search'>): ReactNode {
  const { tab, filter } = oversight;
  const input = useMemo(() => listInput(tab, filter, search), [tab, filter, search]);
  const total = useTotal(input);
  if (total === undefined) return null;
  const { count, more } = total;
  return (
    <span className={styles.total} title={t('oversight:list.totalTitle')}>
      <VisuallyHidden>{t('oversight:list.totalTitle')} </VisuallyHidden>
      {more ? t('oversight:list.totalOver', { count }) : number(count)}
    </span>
  );
}

type RowsProps = { oversight: Oversight; search: string; onOrder: Props['onOrder'] };

function Rows({ oversight, search, onOrder }: RowsProps): ReactNode {
  const { tab, filter } = oversight;
  const input = useMemo(() => listInput(tab, filter, search), [tab, filter, search]);
  const list = useConversations(input);
  const { role } = useMe();
  const picked = usePicked((state) => state.ids);
  if (list.error !== null && list.rows.length === 0) {
    return (
      <div className={styles.inset}>
        <ErrorNotice
          title={t('oversight:list.unread')}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      </div>
    );
  }
  return (
    <ConversationList
      label={t(`oversight:tabs.full.${tab}`)}
      rows={list.rows}
      selectedId={oversight.selectedId}
      onSelect={oversight.select}
      listKey={JSON.stringify(input)}
      pending={list.isPending}
      hasMore={list.hasNextPage}
      loadingMore={list.isFetchingNextPage}
      onMore={() => void list.fetchNextPage()}
      tagsOf={tagOf}
      previewOf={previewOf}
      onOrder={onOrder}
      picked={picked}
      {...(role === 'admin' ? { onPick: togglePicked } : {})}
      empty={<NoRows oversight={oversight} narrowed={Object.keys(filter).length > 0 || search !== ''} />}
    />
  );
}

function tagOf(row: ConversationRow): ReactNode {
  const mark = markOf(row);
  return mark === null ? null : (
    <Tag tone={mark.tone} title={mark.title}>
      {mark.text}
    </Tag>
  );
}

function previewOf(row: ConversationRow): string {
  if (row.lastText === '') return t('oversight:list.nothingSent');
  if (row.lastDirection === 'in') return row.lastText;
  return `${row.texterName?.split(' ')[0] ?? t('oversight:list.sent')}: ${row.lastText}`;
}

function NoRows(props: { oversight: Oversight; narrowed: boolean }): ReactNode {
  const { oversight, narrowed } = props;
  const { role } = useMe();
  if (narrowed) {
    const clear = () => {
      oversight.setFilter({});
      oversight.setSearch('');
    };
    const typed = oversight.search.trim();
    if (/^\+?[\d\s().-]{7,}$/.test(typed)) {
      return (
        <EmptyState
          title={t('oversight:list.noNumber.title')}
          action={
            <Button onClick={() => oversight.lookUp(typed)}>
              {t('oversight:list.noNumber.lookUp', { number: typed })}
            </Button>
          }
        >
          {t('oversight:list.noNumber.text')}
        </EmptyState>
      );
    }
    return (
      <EmptyState
        title={t('oversight:list.noMatch.title')}
        action={<Button onClick={clear}>{t('oversight:list.noMatch.clear')}</Button>}
      >
        {t('oversight:list.noMatch.text')}
      </EmptyState>
    );
  }
  switch (oversight.tab) {
    case 'opted-out':
      return (
        <EmptyState title={t('oversight:list.noOptOuts.title')}>
          {t('oversight:list.noOptOuts.text')}
        </EmptyState>
      );
    case 'on-hold':
      return (
        <EmptyState title={t('oversight:list.noHolds.title')}>{t('oversight:list.noHolds.text')}</EmptyState>
      );
    default:
      return (
        <EmptyState
          title={t('oversight:list.empty.title')}
          action={
            role === 'admin' ? (
              <Button component="a" href={hrefOf(['settings', 'set-up'])}>
                {t('oversight:list.empty.setUp')}
              </Button>
            ) : null
          }
        >
          {t('oversight:list.empty.text')}
        </EmptyState>
      );
  }
}

/** Actions that fit the search, which the server does not narrow for this list. */
export function actionsMatching(actions: readonly OpenAction[], search: string): readonly OpenAction[] {
  const words = search.trim().toLowerCase();
  if (words === '') return actions;
  const digits = words.replace(/\D/g, '');
  return actions.filter(
    (action) =>
      action.contactName.toLowerCase().includes(words) ||
      (digits !== '' && action.number !== null && action.number.replace(/\D/g, '').includes(digits)),
  );
}

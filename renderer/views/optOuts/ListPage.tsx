import { Button, Drawer, Menu } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBan } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { OptOutFilter, OptOutRecord } from '../../../shared/contract/optOuts.ts';
import { SYSTEMS, SystemName } from '../../../shared/systems/systems.ts';
import { optOutsFileName } from '../../../shared/text/fileNames.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { complain } from '../../components/base/notify.ts';
import { useTake } from '../../components/base/useTake.ts';
import { WhyPanel } from '../../components/lookup/why/WhyPanel.tsx';
import { OptAct } from '../../components/optOuts/OptAct.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useAtDesk, useMe } from '../../hooks/useSession.ts';
import { go } from '../../state/route.ts';
import { Filters } from './Filters.tsx';
import { ForSystem, type Taken } from './ForSystem.tsx';
import styles from './optOuts.module.css';
import { Picked } from './Picked.tsx';
import { RecordTable } from './RecordTable.tsx';
import { changed } from './recordWords.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** Every opt-out and reversal: search, filters, picking, export. */
export function ListPage() {
  const admin = useMe().role === 'admin';
  const desk = useAtDesk();
  const [filter, setFilter] = useState<OptOutFilter>({});
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const [picked, setPicked] = useState(NOBODY);
  const [chosen, setChosen] = useState<OptOutRecord | null>(null);
  const asked = useMemo(() => changed(filter, { search: settled }), [filter, settled]);
  const list = useRecords(asked);
  const counts = useCounts(asked);
  const { taking, start, halt } = useTake();
  const [taken, setTaken] = useState<Taken | null>(null);
  const take = async (system?: SystemName) => {
    const ended = await start({
      fileName: optOutsFileName(Date.now(), system),
      piece: (cursor) =>
        client.optOut.export({
          ...(system ? { system } : { filter: asked }),
          ...(cursor ? { cursor } : {}),
        }),
    });
    if (ended.at === 'failed') complain(t('optOuts:exportFailed'))(ended.error);
    if (ended.at === 'done' && system) setTaken({ system, rows: ended.rows, leftOut: ended.leftOut });
  };
  useHotkey('alt+A', t('optOuts:add'), () => go(['opt-outs', 'add']), {
    group: t('optOuts:title'),
    enabled: admin,
  });
  const narrow = (next: OptOutFilter) => {
    setPicked(NOBODY);
    setFilter(next);
  };
  const narrowed = Object.keys(asked).length > 0;
  return (
    <>
      <TopBar
        title={t('optOuts:title')}
        right={
          admin ? (
            <>
              {desk ? null : taking.at === 'writing' ? (
                <Button onClick={halt}>{t('optOuts:stopExport', { count: taking.done })}</Button>
              ) : (
                <>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <Button>{t('optOuts:forSystem.open')}</Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Label>{t('optOuts:forSystem.label')}</Menu.Label>
                      {SystemName.options.map((each) => (
                        <Menu.Item key={each} onClick={() => void take(each)}>
                          {SYSTEMS[each].name}
                        </Menu.Item>
                      ))}
                    </Menu.Dropdown>
                  </Menu>
                  <Button disabled={list.rows.length === 0} onClick={() => void take()}>
                    {t('optOuts:export')}
                  </Button>
                </>
              )}
              <Button variant="filled" onClick={() => go(['opt-outs', 'add'])}>
                {t('optOuts:add')}
              </Button>
            </>
          ) : null
        }
      >
        {counts === undefined ? null : (
          <span className={styles.soft} role="status">
            {t('optOuts:counts', { ...counts })}
          </span>
        )}
      </TopBar>
      <main className={styles.list}>
        <Filters
          filter={filter}
          search={search}
          onSearch={(text) => {
            setPicked(NOBODY);
            setSearch(text);
          }}
          onFilter={narrow}
        />
        {list.error !== null && list.rows.length === 0 ? (
          <div className={styles.page}>
            <ErrorNotice title={t('optOuts:failed')} error={list.error} onRetry={() => void list.refetch()} />
          </div>
        ) : (
          <RecordTable
            key={JSON.stringify(asked)}
            rows={list.rows}
            total={counts === undefined ? null : counts.optOuts + counts.reversals}
            pending={list.isPending}
            hasMore={list.hasNextPage}
            loadingMore={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
            picked={picked}
            onPicked={admin ? setPicked : null}
            onOpen={setChosen}
            empty={
              narrowed ? (
                <EmptyState
                  title={t('optOuts:nothing')}
                  action={
                    <Button
                      onClick={() => {
                        setSearch('');
                        narrow({});
                      }}
                    >
                      {t('optOuts:clearAll')}
                    </Button>
                  }
                >
                  {t('optOuts:nothingText')}
                </EmptyState>
              ) : (
                <EmptyState title={t('optOuts:nobody')} icon={<IconBan size={22} />}>
                  {t('optOuts:nobodyText')}
                </EmptyState>
              )
            }
          />
        )}
        {admin && picked.size > 0 ? (
          <Picked ids={[...picked]} readAt={list.readAt} onClear={() => setPicked(NOBODY)} />
        ) : null}
      </main>
      {taken ? <ForSystem taken={taken} onClose={() => setTaken(null)} /> : null}
      <Drawer
        opened={chosen !== null}
        onClose={() => setChosen(null)}
        position="right"
        size={420}
        title={t('optOuts:why')}
        closeButtonProps={{ 'aria-label': t('common:act.close') }}
      >
        {chosen?.number ? (
          <>
            <div className={styles.drawerActs}>
              <OptAct number={chosen.number} />
            </div>
            <WhyPanel which={{ number: chosen.number }} />
          </>
        ) : null}
      </Drawer>
    </>
  );
}

/** Opt-outs and reversals a page at a time, as one array; `readAt`: when the oldest of the pages was read. */
function useRecords(filter: OptOutFilter) {
  const query = useInfiniteQuery(
    api.optOut.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filter, limit: 100, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const readAt = query.data?.pages.reduce((least, page) => Math.min(least, page.readAt), Infinity);
  return { ...query, rows, readAt };
}

function useCounts(filter: OptOutFilter) {
  return useQuery(api.optOut.counts.queryOptions({ input: filter, placeholderData: keepPreviousData })).data;
}

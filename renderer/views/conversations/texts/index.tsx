import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingRows } from '../../../components/base/Loading.tsx';
import { useTextWords } from '../../../components/conversations/find/useTextGroup.ts';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { FoundList } from './FoundList.tsx';
import styles from './texts.module.css';

/** Search in all texts that one may read: #/texts. */
export function TextsView() {
  const kept = useTextWords((state) => state.words);
  const [words, setWords] = useState(kept);
  const [settled] = useDebouncedValue(words.trim(), 150);
  // The find box leads here with its words; what is typed here is remembered.
  useEffect(() => setWords(kept), [kept]);
  const latest = useRef(words);
  useEffect(() => {
    latest.current = words;
  }, [words]);
  useEffect(() => () => useTextWords.setState({ words: latest.current.trim() }), []);
  const query = useInfiniteQuery(
    api.messenger.search.infiniteOptions({
      input: (cursor: string | undefined) => ({ words: settled, limit: 50, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      enabled: settled !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const found = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return (
    <>
      <TopBar title={t('find:texts.title')} />
      <main className={styles.content}>
        <div className={styles.bar}>
          <TextInput
            className={styles.field ?? ''}
            type="search"
            autoFocus
            label={t('find:texts.words')}
            description={t('find:texts.wordsHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </div>
        {query.error ? (
          <ErrorNotice
            title={t('find:texts.failed')}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : settled === '' ? (
          <EmptyState title={t('find:texts.start.title')}>{t('find:texts.start.text')}</EmptyState>
        ) : query.isPending ? (
          <LoadingRows />
        ) : found.length === 0 ? (
          <EmptyState title={t('find:texts.none.title')}>{t('find:texts.none.text')}</EmptyState>
        ) : (
          <FoundList
            found={found}
            hasMore={query.hasNextPage}
            loadingMore={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        )}
      </main>
    </>
  );
}

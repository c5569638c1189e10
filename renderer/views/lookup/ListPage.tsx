import { Button, Textarea } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { isList, usePastedList } from '../../components/conversations/find/useFind.ts';
import { go } from '../../state/route.ts';
import { ListTable } from './ListTable.tsx';
import styles from './lookup.module.css';

/** A pasted list of numbers, and one line about each. A single number goes to its own page. */
export function ListPage() {
  const wanted = usePastedList((pasted) => pasted.text);
  const [text, setText] = useState(wanted);
  useEffect(() => setText(wanted), [wanted]);
  const list = useQuery(
    api.lookup.list.queryOptions({
      input: { text: wanted },
      enabled: wanted.trim() !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    const read = readAnyNumber(text.trim(), 'US');
    if (read.ok && !isList(text)) go(['lookup', read.e164]);
    else usePastedList.setState({ text });
  };
  return (
    <div className={styles.column}>
      <form onSubmit={submit} className={styles.form}>
        <Textarea
          label={t('lookup:list.numbers')}
          description={t('lookup:list.hint')}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={100_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
        <Button
          type="submit"
          variant="filled"
          disabled={text.trim() === ''}
          leftSection={<IconSearch size={14} />}
        >
          {t('lookup:list.submit')}
        </Button>
      </form>
      {wanted.trim() === '' ? (
        <EmptyState title={t('lookup:list.start.title')} icon={<IconSearch size={22} />}>
          {t('lookup:list.start.text')}
        </EmptyState>
      ) : null}
      {list.error ? (
        <ErrorNotice title={t('lookup:list.failed')} error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isLoading ? <LoadingLines lines={5} label={t('lookup:list.loading')} /> : null}
      {list.data && wanted.trim() !== '' ? <ListTable {...list.data} /> : null}
    </div>
  );
}

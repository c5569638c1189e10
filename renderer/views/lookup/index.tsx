import { useQuery } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useRoute } from '../../state/route.ts';
import { ListPage } from './ListPage.tsx';
import styles from './lookup.module.css';
import { NumberPage } from './NumberPage.tsx';

/** Contact Phone Number Lookup: #/lookup/NUMBER for one, #/lookup for a pasted list. */
export function LookupView() {
  const [, number] = useRoute();
  return (
    <>
      <TopBar title={t('lookup:title')} />
      <main className={styles.content}>
        {number === undefined ? <ListPage /> : <One key={number} number={number} />}
      </main>
    </>
  );
}

function One({ number }: { number: string }) {
  const { data, error, refetch } = useQuery(api.lookup.number.queryOptions({ input: { number } }));
  if (data) return <NumberPage found={data} />;
  if (error) {
    return (
      <ErrorNotice title={t('lookup:failed.title')} error={error} onRetry={() => void refetch()}>
        {t('lookup:failed.text')}
      </ErrorNotice>
    );
  }
  return <LoadingLines lines={6} label={t('lookup:loading')} />;
}

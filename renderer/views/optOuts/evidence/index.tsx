import { Button } from '@mantine/core';
import { IconDeviceFloppy, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { EvidenceFile } from '../../../../shared/contract/optOuts/evidence.ts';
import { t } from '../../../../shared/text/say.ts';
import { api, client } from '../../../client.ts';
import { saveText } from '../../../components/base/download.ts';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { complain } from '../../../components/base/notify.ts';
import { OptAct } from '../../../components/optOuts/OptAct.tsx';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { useAtDesk } from '../../../hooks/useSession.ts';
import { useRoute } from '../../../state/route.ts';
import { EvidencePage } from './EvidencePage.tsx';
import styles from './evidence.module.css';

/** The evidence about one number: #/evidence/NUMBER, or #/evidence/SUBJECT once the number was erased. */
export function EvidenceView() {
  const [, of] = useRoute();
  if (of === undefined) {
    return (
      <>
        <TopBar title={t('evidence:title')} />
        <main>
          <EmptyState title={t('evidence:whose.title')}>{t('evidence:whose.text')}</EmptyState>
        </main>
      </>
    );
  }
  return <Shown key={of} of={of} />;
}

function Shown({ of }: { of: string }) {
  const { data, error, refetch } = useQuery(api.evidence.get.queryOptions({ input: { of } }));
  const exported = useExport(of);
  const desk = useAtDesk();
  return (
    <>
      <TopBar title={t('evidence:title')} />
      <main className={styles.content}>
        <div className={styles.acts}>
          {data?.evidence.number ? <OptAct number={data.evidence.number} /> : null}
          {desk ? null : (
            <>
              <Button
                leftSection={<IconPrinter size={14} aria-hidden />}
                disabled={!data || exported.busy}
                onClick={() => exported.make('print')}
              >
                {t('evidence:print')}
              </Button>
              <Button
                leftSection={<IconDeviceFloppy size={14} aria-hidden />}
                disabled={!data || exported.busy}
                onClick={() => exported.make('json')}
              >
                {t('evidence:save')}
              </Button>
            </>
          )}
        </div>
        {error && !data ? (
          <ErrorNotice title={t('evidence:notShown')} error={error} onRetry={() => void refetch()} />
        ) : null}
        {data || error ? null : <LoadingLines lines={8} label={t('evidence:loading')} />}
        {data ? (
          <EvidencePage {...data} {...exported.printing} made={exported.printing?.made ?? null} />
        ) : null}
      </main>
    </>
  );
}

/**
 * Saves or prints, after the server has entered that in the ledger, so that paper and file show their own
 * entry.
 */
function useExport(of: string) {
  const [printing, setPrinting] = useState<EvidenceFile | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: (as: 'json' | 'print') => client.evidence.export({ of, as }),
    onSuccess: (file) => {
      if (file.made.as === 'print') setPrinting(file);
      else saveText(fileName(file), `${JSON.stringify(file, null, 2)}\n`, 'application/json');
    },
    onError: complain(t('evidence:notExported')),
  });
  useEffect(() => {
    if (printing === null) return;
    window.print();
    setPrinting(null);
  }, [printing]);
  return { make: mutate, busy: isPending, printing };
}

function fileName({ evidence, made }: EvidenceFile): string {
  const who = evidence.number?.replace(/\D/g, '') ?? evidence.subject;
  return `evidence-${who}-${new Date(made.at).toISOString().slice(0, 10)}.json`;
}

import { Button, Progress, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileOptions } from '../../../../shared/contract/lists.ts';
import type { DryRunCounts } from '../../../../shared/contract/optOuts.ts';
import type { Region } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Rich } from '../../../language/Rich.tsx';
import styles from '../optOuts.module.css';
import { DryRunRows, type Outcome } from './DryRunRows.tsx';
import { ImportUnderWay } from './ImportUnderWay.tsx';

type Props = {
  readonly id: string;
  readonly name: string;
  readonly list: {
    readonly uploadId: string;
    readonly numberColumn: number;
    readonly moreColumns: number[];
    readonly file: FileOptions;
    readonly region?: Region;
  };
  readonly onAgain: () => void;
};

/** What importing the list would do, row by row; then the import itself. */
export function DryRun({ id, name, list, onAgain }: Props) {
  const [outcome, setOutcome] = useState<Outcome>('all');
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const { data: run, error } = useQuery({
    ...api.optOut.dryRunState.queryOptions({ input: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 300 : false),
  });
  const start = useMutation(
    api.imports.optOuts.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.optOut.imports.key() }),
    }),
  );
  if (start.data) return <ImportUnderWay jobId={start.data.id} onAgain={onAgain} />;
  if (error) return <ErrorNotice title={t('optOuts:dryRun.gone')} error={error} onRetry={onAgain} />;
  if (!run) return null;
  if (run.state === 'failed')
    return (
      <ErrorNotice title={t('optOuts:dryRun.unread', { name })} onRetry={onAgain}>
        {run.detail}
      </ErrorNotice>
    );
  const { counts, progress } = run;
  const willOptOut = counts.imported + counts.alreadyOptedOut;
  if (run.state === 'running') {
    return (
      <>
        <div className={styles.line}>
          <span className={styles.grow}>{t('optOuts:dryRun.soFar', { count: counts.rows })}</span>
          <Button onClick={onAgain}>{t('common:act.cancel')}</Button>
        </div>
        <Progress
          value={progress.totalBytes === 0 ? 0 : (100 * progress.bytes) / progress.totalBytes}
          aria-label={t('optOuts:list.dryRun')}
        />
      </>
    );
  }
  return (
    <>
      <fieldset className={styles.figures} aria-label={t('optOuts:dryRun.would')}>
        {FIGURES.map(({ key, outcome: shows }) => (
          <button
            key={key}
            type="button"
            className={styles.figure}
            aria-pressed={outcome === shows}
            onClick={() => setOutcome(shows)}
          >
            <Rich text={`optOuts:dryRun.figure.${key}`} values={{ count: counts[key] }} tags={{ b: <b /> }} />
          </button>
        ))}
      </fieldset>
      <p className={styles.soft} style={{ margin: 0 }}>
        {t('optOuts:dryRun.inCampaign', { count: counts.contacts })}
      </p>
      <DryRunRows key={outcome} id={id} outcome={outcome} />
      <TextInput
        label={t('optOuts:dryRun.from')}
        description={t('optOuts:dryRun.fromHint')}
        placeholder={t('optOuts:dryRun.fromExample')}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {start.error ? <ErrorNotice title={t('optOuts:dryRun.notStarted')} error={start.error} /> : null}
      <div className={styles.line}>
        <Button
          variant="filled"
          color="stop"
          disabled={willOptOut === 0}
          loading={start.isPending}
          onClick={() => start.mutate({ ...list, reason: reason.trim() })}
        >
          {t('optOuts:dryRun.optOut', { count: counts.numbers })}
        </Button>
        <Button onClick={onAgain}>{t('optOuts:list.another')}</Button>
      </div>
    </>
  );
}

const FIGURES = [
  { key: 'rows', outcome: 'all' },
  { key: 'imported', outcome: 'imported' },
  { key: 'alreadyOptedOut', outcome: 'alreadyOptedOut' },
  { key: 'duplicate', outcome: 'duplicate' },
  { key: 'invalid', outcome: 'invalid' },
  { key: 'toCheck', outcome: 'toCheck' },
  { key: 'cancelled', outcome: 'cancelled' },
] as const satisfies readonly { key: keyof DryRunCounts; outcome: Outcome }[];

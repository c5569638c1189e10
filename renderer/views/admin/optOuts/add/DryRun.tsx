import { Button, Progress, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DryRunCounts } from '../../../../../shared/contract/optOut.ts';
import type { Region } from '../../../../../shared/schema/words.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import styles from '../optOuts.module.css';
import { count } from '../recordWords.ts';
import { DryRunRows, type Outcome } from './DryRunRows.tsx';
import { ImportRun } from './ImportRun.tsx';

type Props = {
  readonly id: string;
  readonly name: string;
  readonly list: { readonly uploadId: string; readonly numberColumn: number; readonly region?: Region };
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
  if (start.data) return <ImportRun jobId={start.data.id} onAgain={onAgain} />;
  if (error) return <ErrorNotice title="The dry run is gone" error={error} onRetry={onAgain} />;
  if (!run) return null;
  if (run.state === 'failed')
    return (
      <ErrorNotice title={`“${name}” could not be read`} onRetry={onAgain}>
        {run.detail}
      </ErrorNotice>
    );
  const { counts, progress } = run;
  const willOptOut = counts.new + counts.already;
  if (run.state === 'running') {
    return (
      <>
        <div className={styles.line}>
          <span className={styles.grow}>{count(counts.rows)} rows looked at so far. Nothing is changed.</span>
          <Button onClick={onAgain}>Cancel</Button>
        </div>
        <Progress
          value={progress.totalBytes === 0 ? 0 : (100 * progress.bytes) / progress.totalBytes}
          aria-label="Dry run"
        />
      </>
    );
  }
  return (
    <>
      <fieldset className={styles.figures} aria-label="What would happen">
        {FIGURES.map(({ key, outcome: shows, label }) => (
          <button
            key={key}
            type="button"
            className={styles.figure}
            aria-pressed={outcome === shows}
            onClick={() => setOutcome(shows)}
          >
            <b>{count(counts[key])}</b> {label}
          </button>
        ))}
      </fieldset>
      <p className={styles.soft} style={{ margin: 0 }}>
        {count(counts.contacts)} of the numbers are in a campaign. Who is there already keeps the earlier
        opt-out as well, so undoing this import will not take it away.
      </p>
      <DryRunRows key={outcome} id={id} outcome={outcome} />
      <TextInput
        label="Where is this list from?"
        description="Stays in the record with each opt-out"
        placeholder="Imported from a list"
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {start.error ? <ErrorNotice title="The import did not start" error={start.error} /> : null}
      <div className={styles.line}>
        <Button
          variant="filled"
          color="stop"
          disabled={willOptOut === 0}
          loading={start.isPending}
          onClick={() => start.mutate({ ...list, reason: reason.trim() })}
        >
          Opt out {count(willOptOut)} numbers
        </Button>
        <Button onClick={onAgain}>Take another list</Button>
      </div>
    </>
  );
}

const FIGURES: readonly { key: keyof DryRunCounts; outcome: Outcome; label: string }[] = [
  { key: 'rows', outcome: 'all', label: 'rows' },
  { key: 'new', outcome: 'new', label: 'new' },
  { key: 'already', outcome: 'already', label: 'already there' },
  { key: 'repeated', outcome: 'repeated', label: 'repeated in the list' },
  { key: 'invalid', outcome: 'invalid', label: 'invalid' },
  { key: 'cancels', outcome: 'cancels', label: 'queued messages cancelled' },
];

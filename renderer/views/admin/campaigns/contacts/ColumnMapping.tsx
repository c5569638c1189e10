import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../../../shared/contract/campaign.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import type { UploadStage } from '../../parts/useUpload.ts';
import styles from '../campaigns.module.css';
import { fieldNames, guessedUses, mappingOf, withUse } from './columns.ts';
import own from './contacts.module.css';
import { PreviewTable } from './PreviewTable.tsx';

type Props = {
  readonly campaign: Campaign;
  readonly upload: Extract<UploadStage, { kind: 'ready' }>;
  readonly onStarted: () => void;
  readonly onCancel: () => void;
};

/** The first rows of the file, and above each column what it is taken for. */
export function ColumnMapping({ campaign, upload, onStarted, onCancel }: Props) {
  const { preview, name, uploadId } = upload;
  const [uses, setUses] = useState(() => guessedUses(preview));
  const queries = useQueryClient();
  const start = useMutation(
    api.imports.contacts.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.imports.key() });
        onStarted();
      },
    }),
  );
  const names = fieldNames(preview);
  const mapping = mappingOf(preview, uses);
  const fields = Object.keys(mapping?.fields ?? {});

  return (
    <div className={own.panel}>
      <div className={own.panelHead}>
        <span className={styles.strong}>{name}</span>
        <span className={styles.soft}>
          the first {preview.rows.length} rows · {preview.encoding}
        </span>
      </div>
      <p className={styles.soft}>
        Check what each column holds. The choices above the columns are a guess that you can change.
      </p>
      <PreviewTable
        preview={preview}
        uses={uses}
        names={names}
        onUse={(column, use) => setUses((now) => withUse(now, column, use))}
      />
      {fields.length > 0 ? (
        <p className={styles.soft}>
          Scripts and replies of this campaign can use {fields.map((field) => `{${field}}`).join(', ')}.
        </p>
      ) : null}
      {start.error ? <ErrorNotice title="The import did not start" error={start.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={mapping === null}
          loading={start.isPending}
          onClick={() => mapping && start.mutate({ uploadId, campaignId: campaign.id, mapping })}
        >
          Import contacts
        </Button>
        <Button onClick={onCancel}>Take another file</Button>
        {mapping === null ? (
          <span className={styles.needs}>Choose the column that holds the phone number.</span>
        ) : null}
      </div>
    </div>
  );
}

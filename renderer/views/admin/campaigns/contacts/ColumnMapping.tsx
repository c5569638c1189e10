import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../../../shared/contract/campaign.ts';
import type { TakeIn } from '../../../../../shared/contract/imports.ts';
import { t } from '../../../../../shared/text/say.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import type { UploadStage } from '../../parts/useUpload.ts';
import styles from '../campaigns.module.css';
import { fieldNames, guessedUses, mappingOf, withUse } from './columns.ts';
import own from './contacts.module.css';
import { KnownNumbers } from './KnownNumbers.tsx';
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
  const [takeIn, setTakeIn] = useState<TakeIn[]>([]);
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
          {t('contacts:mapping.first', { count: preview.rows.length, encoding: preview.encoding })}
        </span>
      </div>
      <p className={styles.soft}>{t('contacts:mapping.hint')}</p>
      <PreviewTable
        preview={preview}
        uses={uses}
        names={names}
        onUse={(column, use) => setUses((now) => withUse(now, column, use))}
      />
      {fields.length > 0 ? (
        <p className={styles.soft}>
          {t('contacts:mapping.canUse', { fields: fields.map((field) => `{${field}}`).join(', ') })}
        </p>
      ) : null}
      {mapping === null ? null : (
        <KnownNumbers
          uploadId={uploadId}
          campaignId={campaign.id}
          mapping={mapping}
          takeIn={takeIn}
          onTakeIn={setTakeIn}
        />
      )}
      {start.error ? <ErrorNotice title={t('contacts:mapping.failed')} error={start.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={mapping === null}
          loading={start.isPending}
          onClick={() => mapping && start.mutate({ uploadId, campaignId: campaign.id, mapping, takeIn })}
        >
          {t('contacts:mapping.import')}
        </Button>
        <Button onClick={onCancel}>{t('contacts:mapping.another')}</Button>
        {mapping === null ? <span className={styles.needs}>{t('contacts:mapping.noNumber')}</span> : null}
      </div>
    </div>
  );
}

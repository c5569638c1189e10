import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import type { FileOptions, TakeIn } from '../../../../shared/contract/lists.ts';
import { SYSTEMS } from '../../../../shared/systems/systems.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { FileReading } from '../../../components/lists/FileReading.tsx';
import type { UploadStage } from '../../../components/lists/useUpload.ts';
import styles from '../campaigns.module.css';
import {
  fieldNames,
  guessedUses,
  mappingOf,
  type NoTextsDecision,
  noTextsChoices,
  phoneColumns,
  withUse,
} from './columns.ts';
import own from './contacts.module.css';
import { Decisions } from './Decisions.tsx';
import { KnownNumbers } from './KnownNumbers.tsx';
import { PhoneOrder } from './PhoneOrder.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { WhatHappens } from './WhatHappens.tsx';

type Props = {
  readonly campaign: Campaign;
  readonly upload: Extract<UploadStage, { kind: 'ready' }>;
  readonly onStarted: () => void;
  readonly onCancel: () => void;
  /** Reads the same file in another way. */
  readonly onReread: (file: FileOptions) => void;
};

/**
 * What importing the file would do, what needs a decision, and how each column is read; then the import
 * itself.
 */
export function ColumnMapping({ campaign, upload, onStarted, onCancel, onReread }: Props) {
  const { preview, name, uploadId, file } = upload;
  const [uses, setUses] = useState(() => guessedUses(preview));
  const [takeIn, setTakeIn] = useState<TakeIn[]>([]);
  const [order, setOrder] = useState<readonly number[]>(() => [
    ...(preview.mapping ? [preview.mapping.number] : []),
    ...(preview.mapping?.morePhones ?? []),
  ]);
  const [decisions, setDecisions] = useState<ReadonlyMap<number, NoTextsDecision>>(new Map());
  const [fixedLines, setFixedLines] = useState(false);
  const queries = useQueryClient();
  const start = useMutation(
    api.imports.contacts.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.imports.jobs.key() });
        onStarted();
      },
    }),
  );
  const names = fieldNames(preview);
  const mapping = mappingOf(preview, uses, order);
  const fields = Object.keys(mapping?.fields ?? {});
  const nobody = preview.notices.some(({ code }) => code === 'nobody');
  // A person who chooses another column for the ids also knows whose ids they are.
  const idsKept = mapping?.externalId !== null && mapping?.externalId === preview.mapping?.externalId;
  const list = mapping && {
    uploadId,
    campaignId: campaign.id,
    mapping,
    file,
    noTexts: noTextsChoices(preview, uses, decisions),
    fixedLines: fixedLines ? ('import' as const) : ('leave-out' as const),
    ...(preview.system && idsKept ? { idsOf: preview.system } : {}),
  };
  const [settled] = useDebouncedValue(list, 250);
  const dryRun = useQuery({
    ...api.imports.contactsDryRun.queryOptions({
      input: { ...(settled ?? { uploadId, campaignId: campaign.id, mapping: NOTHING }), takeIn },
      enabled: settled !== null && !nobody,
    }),
    retry: false,
    refetchOnWindowFocus: false,
  });

  return (
    <div className={own.panel}>
      <div className={own.panelHead}>
        <span className={styles.strong}>{name}</span>
        <span className={styles.soft}>
          {t('contacts:mapping.first', { count: preview.rows.length, encoding: preview.encoding })}
        </span>
      </div>
      {preview.notices.map(({ code, message }) => (
        <p key={code} className={styles.needs} role="status">
          {message}
        </p>
      ))}
      {mapping === null ? (
        <p className={styles.needs}>{t('contacts:mapping.noNumber')}</p>
      ) : nobody ? null : (
        <WhatHappens
          counted="rows"
          dryRun={dryRun.data}
          error={dryRun.error}
          regionName={t(`words:region.${campaign.region}`)}
          onRetry={() => void dryRun.refetch()}
        />
      )}
      <Decisions
        preview={preview}
        uses={uses}
        decisions={decisions}
        onDecide={(column, decision) => setDecisions((now) => new Map(now).set(column, decision))}
        onOther={(column) => setUses((now) => withUse(now, column, 'field'))}
        reasons={dryRun.data?.reasons ?? []}
        fixedLines={fixedLines}
        onFixedLines={setFixedLines}
      />
      {settled === null || nobody ? null : (
        <KnownNumbers list={settled} takeIn={takeIn} onTakeIn={setTakeIn} />
      )}
      {preview.system ? (
        <p className={styles.soft}>
          {t(idsKept ? 'contacts:mapping.system' : 'contacts:mapping.systemOnly', {
            system: SYSTEMS[preview.system].name,
            column: preview.headers[mapping?.externalId ?? -1] ?? '',
          })}
        </p>
      ) : null}
      <p className={styles.soft}>{t('contacts:mapping.hint')}</p>
      <PhoneOrder columns={phoneColumns(uses, order)} headers={preview.headers} onOrder={setOrder} />
      <PreviewTable
        preview={preview}
        uses={uses}
        names={names}
        onUse={(column, use) => {
          setUses((now) => withUse(now, column, use));
          if (use === 'number') setOrder((now) => [column, ...now.filter((each) => each !== column)]);
        }}
      />
      {fields.length > 0 ? (
        <p className={styles.soft}>
          {t('contacts:mapping.canUse', { fields: fields.map((field) => `{${field}}`).join(', ') })}
        </p>
      ) : null}
      <FileReading preview={preview} onChange={onReread} />
      {start.error ? <ErrorNotice title={t('contacts:mapping.failed')} error={start.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={list === null || nobody}
          loading={start.isPending}
          onClick={() => list && start.mutate({ ...list, takeIn })}
        >
          {t('contacts:mapping.import')}
        </Button>
        <Button onClick={onCancel}>{t('contacts:mapping.another')}</Button>
      </div>
    </div>
  );
}

const NOTHING = { number: 0, fields: {} };

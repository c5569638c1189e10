import { Button, Progress } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { bytes } from '../../../components/base/fileSize.ts';
import { jumpTo } from '../../../components/base/jumpTo.ts';
import { type UploadStage, useUpload } from '../../../components/lists/useUpload.ts';
import { useAtDesk } from '../../../hooks/useSession.ts';
import styles from '../campaigns.module.css';
import { UseListDialog } from '../lists/UseListDialog.tsx';
import { ColumnMapping } from './ColumnMapping.tsx';
import own from './contacts.module.css';
import { FromSystemDialog } from './FromSystemDialog.tsx';
import { ImportHistory } from './ImportHistory.tsx';
import { ImportProgress } from './ImportProgress.tsx';

type Props = { readonly campaign: Campaign };

/** Contact files: choose or drop one, map its columns, import it, and see what became of its rows. */
export function ContactsSection({ campaign }: Props) {
  const { stage, take, look, reread, clear } = useUpload();
  const [pulling, setPulling] = useState(false);
  const atDesk = useAtDesk();
  const systems = useQuery({ ...api.systems.list.queryOptions(), enabled: !atDesk });
  const connected = systems.data ?? [];
  const [using, setUsing] = useState(false);
  const openPicker = useRef<() => void>(null);
  const jobs = useQuery({
    ...api.imports.jobs.queryOptions({ input: { campaignId: campaign.id } }),
    // Change notices only come at an import's end; its progress bar must move in between.
    refetchInterval: ({ state }) => (state.data?.some((job) => job.state === 'running') ? 500 : false),
  });
  const running = jobs.data?.find((job) => job.state === 'running');
  const ended = jobs.data?.filter((job) => job.state !== 'running') ?? [];
  const closed = campaign.state === 'closed';
  const busy = running !== undefined || stage.kind === 'uploading' || stage.kind === 'reading';

  return (
    <Dropzone
      openRef={openPicker}
      className={own.drop ?? ''}
      onDrop={([file]) => file && take(file)}
      multiple={false}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      // Not `disabled`, which would disable the buttons inside as well.
      activateOnDrag={!busy && !closed}
      inputProps={{ 'aria-label': t('contacts:drop.label') }}
    >
      <div className={styles.stack}>
        {running ? <ImportProgress job={running} /> : null}
        {stage.kind === 'uploading' || stage.kind === 'reading' ? (
          <UploadProgress stage={stage} onCancel={clear} />
        ) : null}
        {stage.kind === 'failed' ? (
          <ErrorNotice title={t('contacts:drop.unread', { name: stage.name })}>{stage.message}</ErrorNotice>
        ) : null}
        {stage.kind === 'ready' ? (
          <ColumnMapping
            key={`${stage.uploadId}:${JSON.stringify(stage.file)}`}
            campaign={campaign}
            upload={stage}
            onStarted={() => {
              clear();
              // The long preview goes, and with it the place: the report would be out of sight.
              requestAnimationFrame(() => jumpTo('contacts'));
            }}
            onCancel={clear}
            onReread={(file) => void reread(file)}
          />
        ) : null}
        {!busy && stage.kind !== 'ready' && !closed ? (
          <div className={own.dropBox}>
            <IconFileSpreadsheet size={28} stroke={1.5} aria-hidden />
            <div className={styles.grow}>
              <div className={own.dropTitle}>{t('contacts:drop.title')}</div>
              <div className={styles.soft}>
                {t('contacts:drop.hint', { region: t(`words:region.${campaign.region}`) })}
              </div>
            </div>
            {connected.length > 0 ? (
              <Button onClick={() => setPulling(true)}>{t('systems:pull.open')}</Button>
            ) : null}
            <Button onClick={() => setUsing(true)}>{t('campaigns:lists.useOpen')}</Button>
            <Button onClick={() => openPicker.current?.()}>{t('contacts:drop.choose')}</Button>
          </div>
        ) : null}
        {jobs.error ? <ErrorNotice title={t('contacts:drop.historyFailed')} error={jobs.error} /> : null}
        {pulling ? (
          <FromSystemDialog
            systems={connected}
            onClose={() => setPulling(false)}
            onTaken={(uploadId, name) => {
              setPulling(false);
              void look(uploadId, name);
            }}
          />
        ) : null}
        {using ? <UseListDialog campaign={campaign} onClose={() => setUsing(false)} /> : null}
        <ImportHistory jobs={ended} region={campaign.region} />
      </div>
    </Dropzone>
  );
}

type UploadProgressProps = {
  readonly stage: Extract<UploadStage, { kind: 'uploading' | 'reading' }>;
  readonly onCancel: () => void;
};

/** The upload of the file; nothing is imported yet. */
function UploadProgress({ stage, onCancel }: UploadProgressProps) {
  const reading = stage.kind === 'reading';
  const share = reading || stage.size === 0 ? 100 : (100 * stage.sent) / stage.size;
  return (
    <div className={own.panel} role="status">
      <div className={own.panelHead}>
        <span className={styles.strong}>
          {reading ? t('contacts:upload.looking') : t('contacts:upload.reading')}
        </span>
        <span className={styles.soft}>
          {stage.kind === 'reading'
            ? stage.name
            : t('contacts:upload.sent', {
                name: stage.name,
                sent: bytes(stage.sent),
                size: bytes(stage.size),
              })}
        </span>
        <Button onClick={onCancel}>{t('common:act.cancel')}</Button>
      </div>
      <Progress value={share} animated={reading} aria-label={t('contacts:upload.reading')} />
    </div>
  );
}

import { Button, Progress } from '@mantine/core';
import { t } from '../../../../shared/text/say.ts';
import type { UploadStage } from '../../../components/lists/useUpload.ts';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';
import { bytes } from './importWords.ts';

type Props = {
  readonly stage: Extract<UploadStage, { kind: 'uploading' | 'reading' }>;
  readonly onCancel: () => void;
};

/** The file on its way to the store; nothing is imported yet. */
export function UploadProgress({ stage, onCancel }: Props) {
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

import { Button, Progress } from '@mantine/core';
import type { UploadStage } from '../../parts/useUpload.ts';
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
        <span className={styles.strong}>{reading ? 'Looking at its rows' : 'Reading the file'}</span>
        <span className={styles.soft}>
          {stage.name}
          {reading ? '' : ` · ${bytes(stage.sent)} of ${bytes(stage.size)}`}
        </span>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      <Progress value={share} animated={reading} aria-label="Reading the file" />
    </div>
  );
}

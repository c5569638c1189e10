import { Button, FileButton } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import styles from './files.module.css';

type Props = { readonly file: File | null; readonly onChoose: (file: File | null) => void };

/** Chooses an exported file. */
export function FileChoice({ file, onChoose }: Props) {
  return (
    <div className={styles.choice}>
      <FileButton accept=".heed" onChange={onChoose}>
        {(props) => <Button {...props}>{t('backup:import.choose')}</Button>}
      </FileButton>
      {file ? <span>{t('backup:import.chosen', { name: file.name })}</span> : null}
    </div>
  );
}

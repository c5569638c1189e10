import { Button, Modal } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import { saveFile } from '../base/download.ts';
import styles from './pictures.module.css';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What it is; its text for those who do not see it. */
  readonly title: string;
  readonly address: string;
  /** Null for whoever may not take it out of Heed. */
  readonly save: { readonly file: Blob; readonly name: string } | null;
};

/** A picture as large as the window allows. Esc closes it. */
export function LargePicture({ opened, onClose, title, address, save }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="auto"
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <img
        className={styles.large}
        src={address}
        alt={title}
        draggable={false}
        onContextMenu={save === null ? (event) => event.preventDefault() : undefined}
      />
      {save === null ? null : (
        <div className={styles.acts}>
          <Button onClick={() => saveFile(save.name, save.file)}>{t('pictures:save')}</Button>
        </div>
      )}
    </Modal>
  );
}

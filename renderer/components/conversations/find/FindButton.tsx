import { UnstyledButton } from '@mantine/core';
import { t } from '../../../../shared/text/say.ts';
import { Kbd } from '../../base/Kbd.tsx';
import styles from './find.module.css';
import { openFind } from './useFind.ts';

/** Stands at the right of every view's bar; its key works from anywhere. */
export function FindButton() {
  return (
    <UnstyledButton className={styles.button ?? ''} onClick={openFind} aria-keyshortcuts="Control+K Meta+K">
      <Kbd keys="mod+K" />
      <span className={styles.words}>{t('find:anything')}</span>
    </UnstyledButton>
  );
}

import { IconArrowLeft } from '@tabler/icons-react';
import { t } from '../../../shared/text/say.ts';
import { hrefOf } from '../../state/route.ts';
import styles from './campaigns.module.css';

/** The way back to the list. */
export function BackLink() {
  return (
    <a className={styles.back} href={hrefOf(['campaigns'])}>
      <IconArrowLeft size={16} aria-hidden />
      {t('campaigns:list.all')}
    </a>
  );
}

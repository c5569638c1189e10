import { Button } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import styles from './campaigns.module.css';
import editor from './editor.module.css';

type Props = {
  readonly isNew: boolean;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly onDiscard: () => void;
};

/** Always visible while there is something to save. The save button submits the form around it. */
export function SaveBar({ isNew, dirty, saving, onDiscard }: Props) {
  if (!isNew && !dirty) return null;
  return (
    <section className={editor.saveBar} aria-label={t('campaigns:save.label')}>
      <span>{isNew ? t('campaigns:save.new') : t('campaigns:save.changed')}</span>
      <span className={styles.grow} />
      <Button onClick={onDiscard} disabled={saving}>
        {isNew ? t('common:act.cancel') : t('common:act.discard')}
      </Button>
      <Button variant="filled" type="submit" loading={saving}>
        {isNew ? t('campaigns:save.draft') : t('campaigns:save.changes')}
      </Button>
    </section>
  );
}

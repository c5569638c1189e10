import { Button } from '@mantine/core';
import styles from './campaigns.module.css';
import editor from './editor.module.css';

type Props = {
  readonly isNew: boolean;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly onDiscard: () => void;
};

/** Stays in sight while there is something to save. The save button submits the form that it stands in. */
export function SaveBar({ isNew, dirty, saving, onDiscard }: Props) {
  if (!isNew && !dirty) return null;
  return (
    <section className={editor.saveBar} aria-label="Save">
      <span>{isNew ? 'This campaign is not saved yet.' : 'You have unsaved changes.'}</span>
      <span className={styles.grow} />
      <Button onClick={onDiscard} disabled={saving}>
        {isNew ? 'Cancel' : 'Discard'}
      </Button>
      <Button variant="filled" type="submit" loading={saving}>
        {isNew ? 'Save draft' : 'Save changes'}
      </Button>
    </section>
  );
}

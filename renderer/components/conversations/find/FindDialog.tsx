import { Modal } from '@mantine/core';
import { t } from '../../../../shared/text/say.ts';
import { FindBox } from './FindBox.tsx';
import type { Places } from './groups.ts';
import { closeFind, useFind } from './useFind.ts';

/** One box for everything: a number in any format, a pasted list of numbers, a name, a screen. */
export function FindDialog({ places }: { readonly places: Places }) {
  const opened = useFind((state) => state.opened);
  return (
    <Modal.Root opened={opened} onClose={closeFind} yOffset="12vh" size={600} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('find:anything')}>
        <Modal.Body>{opened ? <FindBox places={places} /> : null}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

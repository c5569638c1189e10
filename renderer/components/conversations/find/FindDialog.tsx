import { Modal } from '@mantine/core';
import { Suspense } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { later } from '../../../later.tsx';
import type { Places } from './groups.ts';
import { closeFind, useFind } from './useFind.ts';

const FindBox = later(async () => (await import('./FindBox.tsx')).FindBox);

/** One box for everything: a number in any format, a pasted list of numbers, a name, a screen. */
export function FindDialog({ places }: { readonly places: Places }) {
  const opened = useFind((state) => state.opened);
  return (
    <Modal.Root opened={opened} onClose={closeFind} yOffset="12vh" size={600} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('find:anything')}>
        <Modal.Body>
          {opened ? (
            <Suspense>
              <FindBox places={places} />
            </Suspense>
          ) : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

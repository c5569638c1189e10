import { Modal } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { later } from '../../../later.tsx';
import type { Places } from './groups.ts';
import { closeFind, useFind } from './useFind.ts';

const load = () => import('./FindBox.tsx');
const FindBox = later(async () => (await load()).FindBox);

/** One box for everything: a number in any format, a pasted list of numbers, a name, a screen. */
export function FindDialog({ places }: { readonly places: Places }) {
  const opened = useFind((state) => state.opened);
  // Beside the first screen, so that no key is lost while it loads, and an update of the console cannot take
  // it away. Where that fails it is tried again when it is opened.
  useEffect(() => void load().catch(() => undefined), []);
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

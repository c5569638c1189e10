import { Button, Modal } from '@mantine/core';
import { SYSTEMS, type SystemName } from '../../../shared/systems/systems.ts';
import { t } from '../../../shared/text/say.ts';

/** A file of everybody who is opted out that was written for a system. */
export type Taken = { readonly system: SystemName; readonly rows: number; readonly leftOut: number };

/** What is in the file, and what to do with it in the system. */
export function ForSystem({ taken, onClose }: { readonly taken: Taken; readonly onClose: () => void }) {
  const { system, rows, leftOut } = taken;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('optOuts:forSystem.title', { system: SYSTEMS[system].name })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <p>{t('optOuts:forSystem.written', { count: rows })}</p>
      {leftOut > 0 ? <p>{t(`optOuts:forSystem.leftOut.${system}`, { count: leftOut })}</p> : null}
      <p>{t(`optOuts:forSystem.next.${system}`)}</p>
      <Button variant="filled" data-autofocus onClick={onClose}>
        {t('common:act.close')}
      </Button>
    </Modal>
  );
}

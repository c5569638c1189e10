import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { useOrder } from '../../../hooks/useDesktop.ts';
import { showOrganisations, useOrganisationsShown } from '../../../state/organisations.ts';
import { JoinForm } from './JoinForm.tsx';
import { OrganisationList } from './OrganisationList.tsx';
import styles from './organisations.module.css';
import { useOrganisations, useOrganisationsAct } from './useOrganisations.ts';

/** Where a link leads, as a person would name it; empty: it is no address. */
function hostIn(link: string): string {
  const address = link.replace(/^heed:(\/\/)?join\/(https:\/\/)?/i, 'https://');
  return URL.canParse(address) ? new URL(address).host : '';
}

/**
 * The organisations of this computer, over any screen of the desktop program. A link that was opened from
 * outside stands in its field; joining is the person's own act.
 */
export function OrganisationsDialog() {
  const shown = useOrganisationsShown((dialog) => dialog.shown);
  const state = useOrganisations();
  const { mutate } = useOrganisationsAct();
  const link = state?.link ?? '';
  useOrder('join', () => mutate({ kind: 'state' }));
  useEffect(() => {
    if (link !== '') showOrganisations(true);
  }, [link]);
  const leave = () => {
    showOrganisations(false);
    if (link !== '') mutate({ kind: 'link-seen' });
  };
  if (!state) return null;
  return (
    <Modal
      opened={shown}
      onClose={leave}
      size="lg"
      title={t('joined:title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <OrganisationList state={state} />
      <h2 className={styles.part}>{t('joined:another')}</h2>
      {link === '' ? null : <p className={styles.hint}>{t('joined:opened', { name: hostIn(link) })}</p>}
      <JoinForm key={link} link={link} />
    </Modal>
  );
}

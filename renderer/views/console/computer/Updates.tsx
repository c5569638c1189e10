import { Button, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Desktop } from '../../../../shared/contract/console/computer.ts';
import { t } from '../../../../shared/text/say.ts';
import { client } from '../../../client.ts';
import { complain, notify } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { fullTime } from '../../../components/base/time.ts';
import { useMe } from '../../../hooks/useSession.ts';
import styles from './computer.module.css';

/** Whether Heed looks for newer versions, and what came of it. An admin decides. */
export function Updates({ desktop: { settings, able, update } }: { desktop: Desktop }) {
  const admin = useMe().role === 'admin';
  const choose = useMutation({
    mutationFn: (on: boolean) => client.computer.chooseUpdates({ on }),
    onSuccess: () => notify(t('computer:saved')),
    onError: complain(t('common:error.title')),
  });
  const checking = useMutation({
    mutationFn: () => client.computer.checkForUpdate(),
    onError: complain(t('common:error.title')),
  });
  const busy = update.phase === 'looking' || update.phase === 'loading';
  return (
    <Section title={t('computer:updatesTitle')}>
      <div className={styles.stack}>
        <Switch
          label={t('computer:updates')}
          description={hint(able.updates, admin)}
          disabled={!able.updates || !admin || choose.isPending}
          checked={settings.updates === 'on'}
          onChange={({ currentTarget: { checked } }) => choose.mutate(checked)}
        />
        {able.updates ? (
          <p className={styles.state} role="status">
            {stateOf(update)}
          </p>
        ) : null}
        {update.phase === 'ready' && update.notes !== '' ? (
          <div>
            <strong>{t('computer:whatsNew')}</strong>
            <p className={styles.notes}>{update.notes}</p>
          </div>
        ) : null}
        {able.updates && admin && update.phase !== 'ready' ? (
          <Button onClick={() => checking.mutate()} loading={busy || checking.isPending}>
            {t('computer:check')}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}

function hint(able: boolean, admin: boolean): string {
  if (!able) return t('computer:updatesNot');
  return admin ? t('computer:updatesText') : `${t('computer:updatesText')} ${t('computer:updatesAdmin')}`;
}

function stateOf({ phase, version, at }: Desktop['update']): string {
  switch (phase) {
    case 'looking':
      return t('computer:looking');
    case 'loading':
      return t('computer:loading', { version: version ?? '' });
    case 'ready':
      return t('computer:ready', { version: version ?? '' });
    case 'failed':
      return t('computer:failed');
    default:
      return at === null ? t('computer:never') : t('computer:newest', { when: fullTime(at) });
  }
}

import {
  IconAffiliate,
  IconBuildingCommunity,
  IconCompass,
  IconFileImport,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { JoinForm } from '../../components/console/organisations/JoinForm.tsx';
import { go, useRoute } from '../../state/route.ts';
import { ImportOrganisation } from './ImportOrganisation.tsx';
import { JoinConsoles } from './JoinConsoles.tsx';
import { SetUp } from './SetUp.tsx';
import styles from './Start.module.css';

/**
 * The first choice: look around among invented people, set up an organisation, or work for one of somebody
 * else, which the desktop program can; in a browser the link itself does.
 */
export function FirstRun({ state }: { state: SessionState }) {
  // In the address, so that it survives a change of language or a reload.
  const [wanted] = useRoute();
  const settingUp = wanted === 'set-up';
  const queries = useQueryClient();
  const demo = useMutation(
    api.setup.startDemo.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.session.key() }),
    }),
  );
  const asksPassphrase = state.keyStore === 'passphrase' && !state.passphraseGiven;
  if (wanted === 'import') return <ImportOrganisation needsOwn={asksPassphrase} onBack={() => go([])} />;
  if (wanted === 'join-consoles') return <JoinConsoles needsOwn={asksPassphrase} onBack={() => go([])} />;
  if (wanted === 'join-organisation' && globalThis.heed?.desktop) {
    return (
      <>
        <h1 className={styles.title}>{t('joined:first.title')}</h1>
        <p className={styles.lead}>{t('joined:first.lead')}</p>
        <JoinForm link="" onBack={() => go([])} />
      </>
    );
  }
  if (settingUp) return <SetUp asksPassphrase={asksPassphrase} onBack={() => go([])} />;
  return (
    <>
      <h1 className={styles.title}>{t('start:first.title')}</h1>
      <p className={styles.lead}>{t('start:first.lead')}</p>
      <div className={styles.choices}>
        <button
          type="button"
          className={styles.choice}
          onClick={() => demo.mutate({})}
          disabled={demo.isPending}
          aria-busy={demo.isPending}
        >
          <IconCompass size={22} aria-hidden="true" />
          <strong>{demo.isPending ? t('start:first.demoPending') : t('start:first.demo')}</strong>
          <span>{t('start:first.demoText')}</span>
        </button>
        <button
          type="button"
          className={styles.choice}
          onClick={() => go(['set-up'])}
          disabled={demo.isPending}
        >
          <IconBuildingCommunity size={22} aria-hidden="true" />
          <strong>{t('start:first.setUp')}</strong>
          <span>{t('start:first.setUpText')}</span>
        </button>
        {globalThis.heed?.desktop ? (
          <button
            type="button"
            className={styles.choice}
            onClick={() => go(['join-organisation'])}
            disabled={demo.isPending}
          >
            <IconUsersGroup size={22} aria-hidden="true" />
            <strong>{t('joined:first.choice')}</strong>
            <span>{t('joined:first.text')}</span>
          </button>
        ) : null}
        <button
          type="button"
          className={styles.choice}
          onClick={() => go(['import'])}
          disabled={demo.isPending}
        >
          <IconFileImport size={22} aria-hidden="true" />
          <strong>{t('backup:start.import')}</strong>
          <span>{t('backup:start.importText')}</span>
        </button>
        <button
          type="button"
          className={styles.choice}
          onClick={() => go(['join-consoles'])}
          disabled={demo.isPending}
        >
          <IconAffiliate size={22} aria-hidden="true" />
          <strong>{t('consoles:screen.joining.choice')}</strong>
          <span>{t('consoles:screen.joining.choiceText')}</span>
        </button>
      </div>
      {demo.error ? <ErrorNotice title={t('start:first.demoFailed')} error={demo.error} /> : null}
    </>
  );
}

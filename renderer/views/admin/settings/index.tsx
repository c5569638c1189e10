import type { ReactNode } from 'react';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/Loading.tsx';
import { TopBar } from '../../../components/Shell.tsx';
import { hrefOf, useRoute } from '../../../state/route.ts';
import { Accounts } from './accounts/Accounts.tsx';
import { ApiKeys } from './apiKeys/ApiKeys.tsx';
import { Confirmation } from './Confirmation.tsx';
import { Connections } from './connections/Connections.tsx';
import { Keywords } from './Keywords.tsx';
import { OptOuts } from './OptOuts.tsx';
import { Organisation } from './Organisation.tsx';
import { SendingHours } from './SendingHours.tsx';
import styles from './settings.module.css';
import { Tags } from './tags/Tags.tsx';
import { useSettings } from './useSettings.ts';
import { Webhooks } from './webhooks/Webhooks.tsx';

type Part = { readonly id: string; readonly label: string; readonly show: (settings: Settings) => ReactNode };

const FIRST: Part = {
  id: 'opt-outs',
  label: 'Opt-outs',
  show: (settings) => <OptOuts settings={settings} />,
};

const PARTS: readonly Part[] = [
  FIRST,
  { id: 'confirmation', label: 'Confirmation', show: (settings) => <Confirmation settings={settings} /> },
  { id: 'keywords', label: 'Keywords', show: (settings) => <Keywords settings={settings} /> },
  { id: 'hours', label: 'Sending hours', show: (settings) => <SendingHours settings={settings} /> },
  { id: 'connections', label: 'Connections', show: () => <Connections /> },
  { id: 'accounts', label: 'Accounts', show: () => <Accounts /> },
  { id: 'api-keys', label: 'API keys', show: () => <ApiKeys /> },
  { id: 'webhooks', label: 'Webhooks', show: () => <Webhooks /> },
  { id: 'tags', label: 'Tags', show: () => <Tags /> },
  { id: 'organisation', label: 'Organisation', show: (settings) => <Organisation settings={settings} /> },
];

/** Settings for admins, one subject at a time (#/settings/SUBJECT). */
export function SettingsView() {
  const [, wanted] = useRoute();
  const settings = useSettings();
  const part = PARTS.find(({ id }) => id === wanted) ?? FIRST;
  return (
    <>
      <TopBar title="Settings" />
      <div className={styles.view}>
        <nav className={styles.nav} aria-label="Settings">
          {PARTS.map(({ id, label }) => (
            <a key={id} href={hrefOf(['settings', id])} aria-current={id === part.id ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <main className={styles.content} key={part.id}>
          {settings.error ? (
            <ErrorNotice title="The settings cannot be shown" error={settings.error} />
          ) : null}
          {settings.isPending ? <LoadingLines /> : null}
          {settings.data ? part.show(settings.data) : null}
        </main>
      </div>
    </>
  );
}

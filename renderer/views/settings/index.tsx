import type { ReactNode } from 'react';
import type { Settings } from '../../../shared/contract/settings.ts';
import type { en } from '../../../shared/locales/en/index.ts';
import { t } from '../../../shared/text/say.ts';
import { JoinBadge } from '../../components/accounts/JoinBadge.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { Section } from '../../components/base/Section.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useAtDesk } from '../../hooks/useSession.ts';
import { hrefOf, useRoute } from '../../state/route.ts';
import { ApiKeys } from './access/ApiKeys.tsx';
import { Accounts } from './accounts/Accounts.tsx';
import { SecondFactorRoles } from './accounts/SecondFactorRoles.tsx';
import { WhoIsHere } from './accounts/WhoIsHere.tsx';
import { Backups } from './backup/Backups.tsx';
import { Connections } from './connections/Connections.tsx';
import { InboundLimit } from './connections/InboundLimit.tsx';
import { Prices } from './connections/Prices.tsx';
import { Consoles } from './consoles/Consoles.tsx';
import { Desks } from './desks/Desks.tsx';
import { HelpAnswer } from './HelpAnswer.tsx';
import { Invitations } from './invitations/Invitations.tsx';
import { Keys } from './keys/Keys.tsx';
import { Tags } from './messenger/Tags.tsx';
import { Organisation } from './Organisation.tsx';
import { Confirmation } from './optOuts/Confirmation.tsx';
import { OptOuts } from './optOuts/OptOuts.tsx';
import { Pictures } from './Pictures.tsx';
import { Keywords } from './rules/Keywords.tsx';
import { SendingHours } from './SendingHours.tsx';
import { SetUp } from './senders/SetUp.tsx';
import styles from './settings.module.css';
import { Systems } from './systems/Systems.tsx';
import { useSettings } from './useSettings.ts';
import { Webhooks } from './webhooksOut/Webhooks.tsx';

type PartName = keyof typeof en.settings.part;
type Part = {
  readonly id: PartName;
  /** Everything in it is done at the console, so a desk does not offer it. */
  readonly atConsole?: true;
  readonly show: (settings: Settings, desk: boolean) => ReactNode;
};

const FIRST: Part = {
  id: 'opt-outs',
  show: (settings) => <OptOuts settings={settings} />,
};

const PARTS: readonly Part[] = [
  { id: 'set-up', show: () => <SetUp /> },
  FIRST,
  { id: 'confirmation', show: (settings) => <Confirmation settings={settings} /> },
  { id: 'help-answer', show: (settings) => <HelpAnswer settings={settings} /> },
  { id: 'keywords', show: (settings) => <Keywords settings={settings} /> },
  { id: 'hours', show: (settings) => <SendingHours settings={settings} /> },
  {
    id: 'connections',
    show: (settings, desk) => (
      <>
        {desk ? (
          <Section
            id="connections"
            title={t('settings:part.connections')}
            lead={t('desks:connectionsAtConsole')}
          />
        ) : (
          <Connections />
        )}
        <InboundLimit settings={settings} />
        <Prices settings={settings} />
      </>
    ),
  },
  {
    id: 'accounts',
    show: (settings) => (
      <>
        <Accounts />
        <WhoIsHere />
        <SecondFactorRoles settings={settings} />
      </>
    ),
  },
  { id: 'desks', atConsole: true, show: () => <Desks /> },
  { id: 'consoles', atConsole: true, show: () => <Consoles /> },
  { id: 'invitations', show: () => <Invitations /> },
  { id: 'api-keys', atConsole: true, show: () => <ApiKeys /> },
  { id: 'systems', atConsole: true, show: () => <Systems /> },
  { id: 'webhooks', atConsole: true, show: () => <Webhooks /> },
  { id: 'tags', show: () => <Tags /> },
  { id: 'pictures', show: (settings) => <Pictures settings={settings} /> },
  { id: 'back-ups', atConsole: true, show: () => <Backups /> },
  { id: 'keys', atConsole: true, show: () => <Keys /> },
  { id: 'organisation', show: (settings) => <Organisation settings={settings} /> },
];

/** Settings for admins, one subject at a time (#/settings/SUBJECT). */
export function SettingsView() {
  const [, wanted] = useRoute();
  const settings = useSettings();
  const desk = useAtDesk();
  const parts = PARTS.filter(({ atConsole }) => !(desk && atConsole));
  const part = parts.find(({ id }) => id === wanted) ?? FIRST;
  return (
    <>
      <TopBar title={t('settings:title')} />
      <div className={styles.view}>
        <nav className={styles.nav} aria-label={t('settings:title')}>
          {parts.map(({ id }) => (
            <a key={id} href={hrefOf(['settings', id])} aria-current={id === part.id ? 'page' : undefined}>
              {t(`settings:part.${id}`)}
              {id === 'invitations' ? <JoinBadge inLine /> : null}
            </a>
          ))}
        </nav>
        <main className={styles.content} key={part.id}>
          {settings.error ? <ErrorNotice title={t('settings:failed')} error={settings.error} /> : null}
          {settings.isPending ? <LoadingLines /> : null}
          {settings.data ? part.show(settings.data, desk) : null}
        </main>
      </div>
    </>
  );
}

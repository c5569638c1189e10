import { Button } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { LANGUAGES } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { Notices } from '../../components/base/Notices.tsx';
import { troubleOf, useOrganisations } from '../../components/console/organisations/useOrganisations.ts';
import { chooseLanguage, LANGUAGE_NAMES, useLanguage } from '../../language/choice.ts';
import { later } from '../../later.tsx';
import { showOrganisations } from '../../state/organisations.ts';
import { useRoute } from '../../state/route.ts';
import { SignIn } from './SignIn.tsx';
import styles from './Start.module.css';

const ClosedConsole = later(async () => (await import('./ClosedConsole.tsx')).ClosedConsole);
const Duty = later(async () => (await import('./Duty.tsx')).Duty);
const FirstRun = later(async () => (await import('./FirstRun.tsx')).FirstRun);
const Join = later(async () => (await import('./Join.tsx')).Join);
const Stopped = later(async () => (await import('./Stopped.tsx')).Stopped);
const Unlock = later(async () => (await import('./Unlock.tsx')).Unlock);

type Props = { state: SessionState | undefined; error: unknown; onRetry: () => void };

/** Everything before somebody is signed in. */
export function Start({ state, error, onRetry }: Props) {
  const [place, token] = useRoute();
  const joining = place === 'join' && token !== undefined ? token : null;
  return (
    <main className={styles.page}>
      <Notices />
      <div className={styles.card}>
        <div className={styles.brand}>
          <span className={styles.mark} aria-hidden="true">
            H
          </span>
          Heed
          <LanguageChoice />
        </div>
        <Suspense fallback={<LoadingLines label={t('start:opening')} />}>
          {state?.phase === 'sign-in' && joining !== null ? (
            <Join key={joining} token={joining} />
          ) : (
            <Body state={state} error={error} onRetry={onRetry} />
          )}
        </Suspense>
        <OtherOrganisations />
      </div>
    </main>
  );
}

/** The way to another organisation, where this computer has joined one. */
function OtherOrganisations() {
  const organisations = useOrganisations();
  if (!organisations || organisations.joined.length === 0) return null;
  return (
    <div className={styles.later}>
      <Button variant="subtle" color="gray" onClick={() => showOrganisations(true)}>
        {t('joined:menu')}
      </Button>
    </div>
  );
}

function Body({ state, error, onRetry }: Props): ReactNode {
  const trouble = troubleOf(useOrganisations());
  if (!state) {
    if (trouble !== null) {
      return (
        <ErrorNotice title={t('start:noAnswer.title')} onRetry={onRetry}>
          {trouble}
        </ErrorNotice>
      );
    }
    return error ? (
      <ErrorNotice title={t('start:noAnswer.title')} error={error} onRetry={onRetry}>
        {t('start:noAnswer.text')}
      </ErrorNotice>
    ) : (
      <LoadingLines label={t('start:opening')} />
    );
  }
  const { phase, place, problem } = state;
  if (place === 'desk' && phase !== 'sign-in' && phase !== 'signed-in')
    return <ClosedConsole problem={problem} onRetry={onRetry} />;
  switch (phase) {
    case 'first-run':
      return <FirstRun state={state} />;
    case 'locked':
      return <Unlock state={state} />;
    case 'stopped':
      return <Stopped problem={problem} onRetry={onRetry} />;
    case 'signed-in':
      return state.duty === null ? <LoadingLines label={t('start:opening')} /> : <Duty duty={state.duty} />;
    default:
      return <SignIn state={state} />;
  }
}

/** The languages, each by its own name, before sign-in; afterwards they are in the account menu. */
function LanguageChoice() {
  const spoken = useLanguage((state) => state.language);
  return (
    <ul className={styles.languages} aria-label={t('start:language')}>
      {LANGUAGES.map((each) => (
        <li key={each}>
          <button
            type="button"
            lang={each}
            className={styles.language}
            aria-pressed={each === spoken}
            onClick={() => void chooseLanguage(each)}
          >
            {LANGUAGE_NAMES[each]}
          </button>
        </li>
      ))}
    </ul>
  );
}

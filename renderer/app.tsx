import { Suspense, useEffect } from 'react';
import type { SessionState } from '../shared/contract/access/session.ts';
import { Boundary } from './components/base/Boundary.tsx';
import { LoadingLines } from './components/base/Loading.tsx';
import { tellDesktop } from './desktop.ts';
import { useDesktop } from './hooks/useDesktop.ts';
import { useSession } from './hooks/useSession.ts';
import { later } from './later.tsx';
import { Start } from './views/console/Start.tsx';

const SignedIn = later(async () => (await import('./signedIn.tsx')).SignedIn);
const Organisations = later(
  async () =>
    (await import('./components/console/organisations/OrganisationsDialog.tsx')).OrganisationsDialog,
);

/** The start pages until somebody is signed in, then everything else. */
export function App() {
  useDesktop();
  const session = useSession();
  useOrganisationName(session.data);
  useSignedInAhead();
  return (
    <>
      <Boundary>
        <Suspense fallback={<LoadingLines />}>
          <Screen {...session} />
        </Suspense>
      </Boundary>
      {globalThis.heed?.desktop ? (
        <Suspense>
          <Organisations />
        </Suspense>
      ) : null}
    </>
  );
}

/** Loads what comes after sign-in while the session is asked for, or a person types. */
function useSignedInAhead(): void {
  useEffect(() => {
    // A failure shows when the part is wanted: it is asked for again then.
    void import('./signedIn.tsx').catch(() => undefined);
  }, []);
}

/** Tells the desktop program for whom this computer works as a desk. */
function useOrganisationName(state: SessionState | undefined): void {
  const name = state?.place === 'desk' ? state.organisation : '';
  useEffect(() => {
    if (name !== '') tellDesktop({ kind: 'organisation', name });
  }, [name]);
}

function Screen({ data: state, error, refetch }: ReturnType<typeof useSession>) {
  if (state?.phase === 'signed-in' && state.me && state.duty === null)
    return <SignedIn state={state} me={state.me} />;
  return <Start state={state} error={error} onRetry={() => void refetch()} />;
}

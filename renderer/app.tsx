import { Suspense, useEffect } from 'react';
import type { SessionState } from '../shared/contract/access/session.ts';
import { Boundary } from './components/base/Boundary.tsx';
import { LoadingLines } from './components/base/Loading.tsx';
import { tellDesktop } from './desktop.ts';
import { useDesktop } from './hooks/useDesktop.ts';
import { useSession } from './hooks/useSession.ts';
import { loadSentences } from './language/choice.ts';
import { later } from './later.tsx';
import { isView, VIEWS } from './placeViews.ts';
import { segmentsOf } from './state/route.ts';
import { Start } from './views/console/Start.tsx';

const SignedIn = later(async () => (await import('./signedIn.tsx')).SignedIn);
const Organisations = later(
  async () =>
    (await import('./components/console/organisations/OrganisationsDialog.tsx')).OrganisationsDialog,
);

/** Loads what a signed-in person will see while the session is still asked for, or a password is typed. */
function loadAhead(): void {
  const [place = ''] = segmentsOf(location.hash);
  const parts = [import('./signedIn.tsx'), loadSentences(), ...(isView(place) ? [VIEWS[place]()] : [])];
  // A failure shows when the part is wanted: it is asked for again then.
  void Promise.allSettled(parts);
}
loadAhead();

/** The start pages until somebody is signed in, then everything else. */
export function App() {
  useDesktop();
  const session = useSession();
  useOrganisationName(session.data);
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

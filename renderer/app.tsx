import { useIdle } from '@mantine/hooks';
import { lazy, Suspense, useEffect } from 'react';
import type { SessionState } from '../shared/contract/access/session.ts';
import { useGivenNotice } from './components/actions/useGivenNotice.ts';
import { Boundary } from './components/base/Boundary.tsx';
import { LoadingLines } from './components/base/Loading.tsx';
import { OrganisationsDialog } from './components/console/organisations/OrganisationsDialog.tsx';
import { useUpdateNotice } from './components/console/useUpdateNotice.tsx';
import { useMessengerNotices } from './components/messenger/useMessengerNotices.ts';
import { ViewingAs } from './components/messenger/ViewingAs.tsx';
import { PLACES_BESIDE, RAIL, Shell } from './components/shell/Shell.tsx';
import { tellDesktop } from './desktop.ts';
import { useDesktop } from './hooks/useDesktop.ts';
import { useKeptDrafts } from './hooks/useKeptDrafts.ts';
import { useLive } from './hooks/useLive.ts';
import { MeContext, useMe, useSession, useSignOut } from './hooks/useSession.ts';
import { useRoute } from './state/route.ts';
import { useViewingAt } from './state/viewing.ts';
import { Start } from './views/console/Start.tsx';

const AboutView = lazy(async () => ({ default: (await import('./views/about/index.tsx')).AboutView }));
const ActionsView = lazy(async () => ({ default: (await import('./views/actions/index.tsx')).ActionsView }));
const AdminConversations = lazy(async () => ({
  default: (await import('./views/conversations/AdminConversations.tsx')).AdminConversations,
}));
const ComputerView = lazy(async () => ({
  default: (await import('./views/console/computer/index.tsx')).ComputerView,
}));
const CampaignsView = lazy(async () => ({
  default: (await import('./views/campaigns/index.tsx')).CampaignsView,
}));
const DashboardView = lazy(async () => ({
  default: (await import('./views/dashboard/index.tsx')).DashboardView,
}));
const EvidenceView = lazy(async () => ({
  default: (await import('./views/optOuts/evidence/index.tsx')).EvidenceView,
}));
const ExerciseView = lazy(async () => ({
  default: (await import('./views/messenger/exercise/index.tsx')).ExerciseView,
}));
const LookupView = lazy(async () => ({ default: (await import('./views/lookup/index.tsx')).LookupView }));
const OptOutsView = lazy(async () => ({ default: (await import('./views/optOuts/index.tsx')).OptOutsView }));
const ResultsView = lazy(async () => ({ default: (await import('./views/results/index.tsx')).ResultsView }));
const ReportView = lazy(async () => ({ default: (await import('./views/reports/index.tsx')).ReportView }));
const ReviewView = lazy(async () => ({ default: (await import('./views/review/index.tsx')).ReviewView }));
const SettingsView = lazy(async () => ({
  default: (await import('./views/settings/index.tsx')).SettingsView,
}));
const SupervisorConversations = lazy(async () => ({
  default: (await import('./views/conversations/SupervisorConversations.tsx')).SupervisorConversations,
}));
const TexterView = lazy(async () => ({ default: (await import('./views/messenger/index.tsx')).TexterView }));
const TextsView = lazy(async () => ({
  default: (await import('./views/conversations/texts/index.tsx')).TextsView,
}));

/** The start pages until somebody is signed in, then the shell with the view that the address names. */
export function App() {
  useDesktop();
  const session = useSession();
  useOrganisationName(session.data);
  return (
    <>
      <Screen {...session} />
      <OrganisationsDialog />
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
  if (state?.phase === 'signed-in' && state.me && state.duty === null) {
    return (
      <MeContext value={state.me}>
        <SignedIn state={state} />
      </MeContext>
    );
  }
  return <Start state={state} error={error} onRetry={() => void refetch()} />;
}

function SignedIn({ state }: { state: SessionState }) {
  useLive();
  useIdleLock(state.idleLockMinutes);
  useMessengerNotices();
  useGivenNotice();
  useUpdateNotice();
  useKeptDrafts();
  const me = useMe();
  const [wanted] = useRoute();
  const rail = RAIL[me.role];
  const viewing = useViewingAt(wanted, state.viewing !== null);
  const beside = PLACES_BESIDE[me.role].find((each) => each === wanted);
  const place = beside ?? (rail.find((item) => item.place === wanted) ?? rail[0]).place;
  return (
    <Shell place={place}>
      <Boundary key={place}>
        <Suspense fallback={<LoadingLines />}>
          {viewing ? (
            <ViewingAs>
              <TexterView />
            </ViewingAs>
          ) : (
            <View place={place} />
          )}
        </Suspense>
      </Boundary>
    </Shell>
  );
}

function View({ place }: { place: string }) {
  const me = useMe();
  switch (place) {
    case 'texter':
      return <TexterView />;
    case 'actions':
      return <ActionsView />;
    case 'exercise':
      return <ExerciseView />;
    case 'about':
      return <AboutView />;
    case 'computer':
      return <ComputerView />;
    case 'texts':
      return <TextsView />;
    case 'lookup':
      return <LookupView />;
    case 'report':
      return <ReportView />;
    case 'evidence':
      return <EvidenceView />;
    case 'campaigns':
      return <CampaignsView />;
    case 'review':
      return <ReviewView />;
    case 'opt-outs':
      return <OptOutsView />;
    case 'settings':
      return <SettingsView />;
    case 'dashboard':
      return <DashboardView />;
    case 'results':
      return <ResultsView />;
    default:
      return me.role === 'supervisor' ? <SupervisorConversations /> : <AdminConversations />;
  }
}

const INPUT: (keyof DocumentEventMap)[] = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'];

/** Locks a window that nobody has used for a while, so that passers-by do not read names and texts. */
function useIdleLock(minutes: number) {
  const idle = useIdle(minutes * 60_000, { events: INPUT, initialState: false });
  const { mutate: signOut } = useSignOut();
  useEffect(() => {
    if (idle) signOut({});
  }, [idle, signOut]);
}

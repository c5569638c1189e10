import { useIdle } from '@mantine/hooks';
import { Suspense, useEffect } from 'react';
import type { Me, SessionState } from '../shared/contract/access/session.ts';
import { useGivenNotice } from './components/actions/useGivenNotice.ts';
import { Boundary } from './components/base/Boundary.tsx';
import { LoadingLines } from './components/base/Loading.tsx';
import { useUpdateNotice } from './components/console/useUpdateNotice.tsx';
import { useMessengerNotices } from './components/messenger/useMessengerNotices.ts';
import { ViewingAs } from './components/messenger/ViewingAs.tsx';
import { PLACES_BESIDE, RAIL, Shell } from './components/shell/Shell.tsx';
import { useKeptDrafts } from './hooks/useKeptDrafts.ts';
import { useLive } from './hooks/useLive.ts';
import { MeContext, useMe, useSignOut } from './hooks/useSession.ts';
import { later } from './later.tsx';
import { useRoute } from './state/route.ts';
import { useViewingAt } from './state/viewing.ts';

const AboutView = later(async () => (await import('./views/about/index.tsx')).AboutView);
const ActionsView = later(async () => (await import('./views/actions/index.tsx')).ActionsView);
const AdminConversations = later(
  async () => (await import('./views/conversations/AdminConversations.tsx')).AdminConversations,
);
const ComputerView = later(async () => (await import('./views/console/computer/index.tsx')).ComputerView);
const CampaignsView = later(async () => (await import('./views/campaigns/index.tsx')).CampaignsView);
const DashboardView = later(async () => (await import('./views/dashboard/index.tsx')).DashboardView);
const EvidenceView = later(async () => (await import('./views/optOuts/evidence/index.tsx')).EvidenceView);
const ExerciseView = later(async () => (await import('./views/messenger/exercise/index.tsx')).ExerciseView);
const LookupView = later(async () => (await import('./views/lookup/index.tsx')).LookupView);
const OptOutsView = later(async () => (await import('./views/optOuts/index.tsx')).OptOutsView);
const ResultsView = later(async () => (await import('./views/results/index.tsx')).ResultsView);
const ReportView = later(async () => (await import('./views/reports/index.tsx')).ReportView);
const ReviewView = later(async () => (await import('./views/review/index.tsx')).ReviewView);
const SettingsView = later(async () => (await import('./views/settings/index.tsx')).SettingsView);
const SupervisorConversations = later(
  async () => (await import('./views/conversations/SupervisorConversations.tsx')).SupervisorConversations,
);
const TexterView = later(async () => (await import('./views/messenger/index.tsx')).TexterView);
const TextsView = later(async () => (await import('./views/conversations/texts/index.tsx')).TextsView);

/** What a signed-in person sees: the shell with the view that the address names. */
export function SignedIn({ state, me }: { readonly state: SessionState; readonly me: Me }) {
  return (
    <MeContext value={me}>
      <Frame state={state} />
    </MeContext>
  );
}

function Frame({ state }: { readonly state: SessionState }) {
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

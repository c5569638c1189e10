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
import { isView, VIEWS } from './placeViews.ts';
import { useRoute } from './state/route.ts';
import { useViewingAt } from './state/viewing.ts';

const SHOWN = Object.fromEntries(Object.entries(VIEWS).map(([name, load]) => [name, later(load)])) as Record<
  keyof typeof VIEWS,
  ReturnType<typeof later>
>;

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
              <SHOWN.texter />
            </ViewingAs>
          ) : (
            <View place={place} />
          )}
        </Suspense>
      </Boundary>
    </Shell>
  );
}

function View({ place }: { readonly place: string }) {
  const me = useMe();
  const own = me.role === 'supervisor' ? SHOWN.supervised : SHOWN.conversations;
  const Shown = isView(place) && place !== 'conversations' ? SHOWN[place] : own;
  return <Shown />;
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

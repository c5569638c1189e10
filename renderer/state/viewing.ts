import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import { client } from '../client.ts';

/**
 * The texter as whom an admin looks. The server notes it too, and lets nothing be changed; a reload ends it
 * in both places.
 */
export type Viewing = { readonly id: string; readonly name: string };

export const useViewing = create<{ readonly texter: Viewing | null; readonly asking: boolean }>(() => ({
  texter: null,
  asking: false,
}));

/** The server was asked to begin; the change notice may come before its answer. */
export const askToView = (asking: boolean) => useViewing.setState({ asking });
export const beginViewing = (texter: Viewing) => useViewing.setState({ texter, asking: false });
export function endViewing(): void {
  if (useViewing.getState().texter === null) return;
  useViewing.setState({ texter: null });
  tellServer();
}

/** If this fails, the sign-in has ended, and the viewing with it; or the next page load ends it. */
const tellServer = () => {
  client.messenger.endViewing().catch(() => undefined);
};

/** The input of reading calls: nothing, or the texter as whom to answer. */
export function useViewAs(): { readonly viewAs?: string } {
  const texter = useViewing((viewing) => viewing.texter);
  return useMemo(() => (texter === null ? {} : { viewAs: texter.id }), [texter]);
}

/** Whether a texter's screen is being viewed here. Going elsewhere, or signing out, ends it. */
export function useViewingAt(place: string | undefined, atServer: boolean): boolean {
  const looking = useViewing((viewing) => viewing.texter !== null);
  useEffect(() => {
    if (place !== 'texter') endViewing();
  }, [place]);
  useEffect(() => endViewing, []);
  useEffect(() => {
    const { texter, asking } = useViewing.getState();
    if (atServer && texter === null && !asking) tellServer();
  }, [atServer]);
  return looking && place === 'texter';
}

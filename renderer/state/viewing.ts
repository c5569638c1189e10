import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import { client } from '../client.ts';

/**
 * Whose eyes an admin looks through. The server keeps it as well, and lets nothing be changed; a reload ends
 * it at both places.
 */
export type Viewing = { readonly id: string; readonly name: string };

export const useViewing = create<{ readonly texter: Viewing | null; readonly asking: boolean }>(() => ({
  texter: null,
  asking: false,
}));

/** The server is asked to begin; that it has may be heard of here before its answer. */
export const askToView = (asking: boolean) => useViewing.setState({ asking });
export const beginViewing = (texter: Viewing) => useViewing.setState({ texter, asking: false });
export function endViewing(): void {
  if (useViewing.getState().texter === null) return;
  useViewing.setState({ texter: null });
  tellServer();
}

/**
 * Where it fails, the sign-in has ended, and the viewing with it; or the next page that is loaded ends it.
 */
const tellServer = () => {
  client.desk.endViewing().catch(() => undefined);
};

/** What reading questions carry along: nothing, or whose answer is wanted. */
export function useViewAs(): { readonly viewAs?: string } {
  const texter = useViewing((viewing) => viewing.texter);
  return useMemo(() => (texter === null ? {} : { viewAs: texter.id }), [texter]);
}

/** Whether a texter's screen is looked at here. Whoever goes elsewhere, or signs out, is themselves again. */
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

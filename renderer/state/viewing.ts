import { useEffect, useMemo } from 'react';
import { create } from 'zustand';

/** Whose eyes an admin looks through. Kept in the window only: after a reload they are themselves again. */
export type Viewing = { readonly id: string; readonly name: string };

export const useViewing = create<{ readonly texter: Viewing | null }>(() => ({ texter: null }));

export const beginViewing = (texter: Viewing) => useViewing.setState({ texter });
export const endViewing = () => useViewing.setState({ texter: null });

/** What reading questions carry along: nothing, or whose answer is wanted. */
export function useViewAs(): { readonly viewAs?: string } {
  const texter = useViewing((viewing) => viewing.texter);
  return useMemo(() => (texter === null ? {} : { viewAs: texter.id }), [texter]);
}

/** Whether a texter's screen is looked at here. Whoever goes elsewhere, or signs out, is themselves again. */
export function useViewingAt(place: string | undefined): boolean {
  const looking = useViewing((viewing) => viewing.texter !== null);
  useEffect(() => {
    if (place !== 'texter') endViewing();
  }, [place]);
  useEffect(() => endViewing, []);
  return looking && place === 'texter';
}

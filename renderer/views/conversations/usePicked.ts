import { create } from 'zustand';

/** Conversations picked for an act on several. Ids only; gone with the window. */
export const usePicked = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export function togglePicked(id: string): void {
  usePicked.setState(({ ids }) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    return { ids: next };
  });
}

export const clearPicked = () => usePicked.setState({ ids: new Set() });

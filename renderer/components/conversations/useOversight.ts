import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { create } from 'zustand';
import { go, useRoute } from '../../state/route.ts';
import { type Filter, type Tab, tabs } from './filter.ts';

/** Kept outside of the view, so that other views do not lose it. Holds ids only, nothing about contacts. */
const useFilter = create<{ readonly filter: Filter }>(() => ({ filter: {} }));

/** Opens the list behind a figure: the tab with these filters. */
export function openList(tab: Tab, filter: Filter): void {
  useFilter.setState({ filter });
  go(['conversations', tab]);
}

/** The state of an oversight messenger. Tab and conversation are in the address: #/conversations/TAB/ID. */
export function useOversight() {
  const [place, second, selectedId = null] = useRoute();
  const tab: Tab = tabs.find((each) => each === second) ?? 'all';
  const { filter } = useFilter();
  const [search, setSearch] = useState('');
  const [settledSearch] = useDebouncedValue(search, 150);
  const [number, setNumber] = useState<string | null>(null);
  const here = place ?? 'conversations';
  return {
    tab,
    filter,
    selectedId: number === null ? selectedId : null,
    /** A number that is looked up instead of a conversation; not in the address. */
    number,
    search,
    /** The search for the server, which follows when typing pauses. */
    settledSearch,
    setTab: (next: Tab) => go([here, next, selectedId], 'replace'),
    setFilter: (next: Filter) => useFilter.setState({ filter: next }),
    setSearch,
    /** A tab with exactly these filters and this search, as a saved view has them. */
    show: (next: Tab, shown: Filter, words: string) => {
      useFilter.setState({ filter: shown });
      setSearch(words);
      go([here, next], 'replace');
    },
    select: (id: string | null) => {
      setNumber(null);
      go([here, tab, id], 'replace');
    },
    lookUp: setNumber,
  };
}
export type Oversight = ReturnType<typeof useOversight>;

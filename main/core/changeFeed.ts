import { ChangeTopic } from '../../shared/contract/changes.ts';

export type ChangeNotice = { readonly seq: number; readonly topics: readonly ChangeTopic[] };

/**
 * Notices of committed changes, for the screens. Sequence numbers rise for the life of the process; a listener that resumes
 * from a number that is no longer kept is told of every topic, which costs a refetch and loses nothing.
 */
export type ChangeFeed = {
  publish(topics: readonly ChangeTopic[]): void;
  /** Notices after `seq`, merged into one; null when there are none. */
  since(seq: number): ChangeNotice | null;
  last(): number;
  subscribe(listener: (notice: ChangeNotice) => void): () => void;
};

const ALL = ChangeTopic.options;
const KEPT = 1000;

/** `origin` is where numbering starts: the time of opening, so that a number from an earlier run is always too old. */
export function createChangeFeed(origin: number): ChangeFeed {
  const kept: ChangeNotice[] = [];
  const listeners = new Set<(notice: ChangeNotice) => void>();
  let seq = origin;
  return {
    publish(topics) {
      if (topics.length === 0) return;
      seq += 1;
      const notice = { seq, topics: [...new Set(topics)] };
      kept.push(notice);
      if (kept.length > KEPT) kept.shift();
      for (const listener of listeners) listener(notice);
    },
    since(from) {
      if (from >= seq) return null;
      const oldest = kept[0];
      if (!oldest || from < oldest.seq - 1) return { seq, topics: ALL };
      const topics = new Set<ChangeTopic>();
      for (const notice of kept) if (notice.seq > from) for (const topic of notice.topics) topics.add(topic);
      return { seq, topics: [...topics] };
    },
    last: () => seq,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

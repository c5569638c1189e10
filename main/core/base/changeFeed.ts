import { ChangeTopic } from '../../../shared/contract/base/changes.ts';

export type ChangeNotice = { readonly seq: number; readonly topics: readonly ChangeTopic[] };

/**
 * Notices of committed changes, for the screens. Sequence numbers rise for the life of the process; a
 * listener that resumes from a number that is no longer kept is told of every topic, which costs a refetch
 * and loses nothing.
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

/** What comes of opt-outs and of what only others may call. */
const NOT_FOR_TEXTERS: ReadonlySet<ChangeTopic> = new Set(['oversight', 'integrations', 'jobs']);
/**
 * These two come together, or an automatic opt-out, which closes actions, could be told from an ordinary
 * reply.
 */
const DESK: readonly ChangeTopic[] = ['conversations', 'actions'];

/** The topics of a notice that texters hear of; none: they hear of none. */
export function topicsForTexters(topics: readonly ChangeTopic[]): ChangeTopic[] {
  const heard = topics.filter((topic) => !NOT_FOR_TEXTERS.has(topic));
  return heard.some((topic) => DESK.includes(topic)) ? [...new Set([...heard, ...DESK])] : heard;
}

/**
 * `origin` is where numbering starts: the time of opening, so that a number from an earlier run is always too
 * old. `topics` are those that it tells of at all.
 */
export function createChangeFeed(origin: number, topics: readonly ChangeTopic[] = ALL): ChangeFeed {
  const kept: ChangeNotice[] = [];
  const listeners = new Set<(notice: ChangeNotice) => void>();
  let seq = origin;
  return {
    publish(changed) {
      if (changed.length === 0) return;
      seq += 1;
      const notice = { seq, topics: [...new Set(changed)] };
      kept.push(notice);
      if (kept.length > KEPT) kept.shift();
      for (const listener of listeners) listener(notice);
    },
    since(from) {
      if (from >= seq) return null;
      const oldest = kept[0];
      if (!oldest || from < oldest.seq - 1) return { seq, topics };
      const merged = new Set<ChangeTopic>();
      for (const notice of kept) if (notice.seq > from) for (const topic of notice.topics) merged.add(topic);
      return { seq, topics: [...merged] };
    },
    last: () => seq,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

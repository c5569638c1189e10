import { ChangeTopic } from '../../../shared/contract/base/changes.ts';

export type ChangeNotice = { readonly seq: number; readonly topics: readonly ChangeTopic[] };

/**
 * Notices of committed changes, for the screens. Sequence numbers rise as long as the process lives. A
 * listener that resumes from a number that is no longer kept gets a notice with every topic: it asks for
 * everything again and misses nothing.
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

/** Topics that texters may not see: what comes of opt-outs, and what only admins and supervisors may read. */
const NOT_FOR_TEXTERS: ReadonlySet<ChangeTopic> = new Set(['oversight', 'integrations', 'jobs']);
/**
 * These two always come together; otherwise a texter could tell an automatic opt-out, which closes actions,
 * from an ordinary reply.
 */
const MESSENGER: readonly ChangeTopic[] = ['conversations', 'actions'];

/** The topics of a notice that texters may hear of; empty: they do not hear of it. */
export function topicsForTexters(topics: readonly ChangeTopic[]): ChangeTopic[] {
  const heard = topics.filter((topic) => !NOT_FOR_TEXTERS.has(topic));
  return heard.some((topic) => MESSENGER.includes(topic)) ? [...new Set([...heard, ...MESSENGER])] : heard;
}

/**
 * @param origin the first sequence number: the time of opening, so that a number of an earlier run is too old
 * @param topics the topics that this feed passes on
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

import { ChangeTopic } from '../../../shared/contract/base/changes.ts';

export type ChangeNotice = { readonly seq: number; readonly topics: readonly ChangeTopic[] };

/**
 * Notices of committed changes, for the screens. Sequence numbers rise as long as the process lives. A
 * listener that resumes from a number of another run gets a notice with every topic: it asks for everything
 * again and misses nothing.
 */
export type ChangeFeed = {
  publish(topics: readonly ChangeTopic[]): void;
  /** Notices after `seq`, merged into one; null when there are none. */
  since(seq: number): ChangeNotice | null;
  last(): number;
  subscribe(listener: (notice: ChangeNotice) => void): () => void;
};

const ALL = ChangeTopic.options;

/** Topics that texters may not see: what comes of opt-outs, and what only admins and supervisors may read. */
const NOT_FOR_TEXTERS: ReadonlySet<ChangeTopic> = new Set(['oversight', 'integrations', 'jobs']);
/**
 * These two always come together; otherwise a texter could tell an automatic opt-out, which closes actions,
 * from an ordinary reply.
 */
const MESSENGER: readonly ChangeTopic[] = ['conversations', 'actions'];

/** The topics of a notice that texters may hear of; empty: they do not hear of it. */
function topicsForTexters(topics: readonly ChangeTopic[]): ChangeTopic[] {
  const heard = topics.filter((topic) => !NOT_FOR_TEXTERS.has(topic));
  return heard.some((topic) => MESSENGER.includes(topic)) ? [...new Set([...heard, ...MESSENGER])] : heard;
}

/**
 * @param origin the first sequence number: the time of opening, so that a number of an earlier run is too old
 * @param topics the topics that this feed passes on
 */
export function createChangeFeed(origin: number, topics: readonly ChangeTopic[] = ALL): ChangeFeed {
  const latest = new Map<ChangeTopic, number>();
  const listeners = new Set<(notice: ChangeNotice) => void>();
  let seq = origin;
  return {
    publish(changed) {
      if (changed.length === 0) return;
      seq += 1;
      const notice = { seq, topics: [...new Set(changed)] };
      for (const topic of notice.topics) latest.set(topic, seq);
      for (const listener of listeners) listener(notice);
    },
    since(from) {
      if (from === seq) return null;
      // Ahead of us: of an earlier run, before the clock was set back.
      if (from < origin || from > seq) return { seq, topics };
      return { seq, topics: [...latest].filter(([, at]) => at > from).map(([topic]) => topic) };
    },
    last: () => seq,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * What texters hear, each in a feed of their own: changes that concern everybody, and of conversations only
 * their own. The numbers of a feed show nothing of what its texter is not told.
 */
export type TexterFeeds = {
  /** The feed of this texter. What was told before somebody first asked for it stands in none. */
  of(texterId: string): ChangeFeed;
  /** Tells everybody of `all`, and each of `some` of theirs; as far as texters may hear of it. */
  tell(all: readonly ChangeTopic[], some: ReadonlyMap<string, ReadonlySet<ChangeTopic>>): void;
};

export function createTexterFeeds(origin: number): TexterFeeds {
  const feeds = new Map<string, ChangeFeed>();
  const topics = topicsForTexters(ALL);
  return {
    of(texterId) {
      const feed = feeds.get(texterId) ?? createChangeFeed(origin, topics);
      feeds.set(texterId, feed);
      return feed;
    },
    tell(all, some) {
      const ids = topicsForTexters(all).length > 0 ? feeds.keys() : some.keys();
      for (const id of ids) feeds.get(id)?.publish(topicsForTexters([...all, ...(some.get(id) ?? [])]));
    },
  };
}

import { createRateLimiter, type RateLimiter } from '../base/rateLimit.ts';
import { type Adapter, type SendOutcome, STOPPED } from '../providers/provider.ts';
import { createWindow, type Window } from './window.ts';

/** What a text is bound for. */
type Bound = { readonly connectionId: string; readonly from: string; readonly segments: number };

/** The way of texts to one provider: how many may be under way, and how fast they may leave. */
export type Way = {
  readonly adapter: Adapter;
  /** A text goes its way now. Returns what is called with its outcome; null: the provider was not asked. */
  begin(): (outcome: SendOutcome | null) => void;
  /** Nothing more leaves from a sender, or from the account, for so many milliseconds after `now`. */
  pause(from: string, now: number, ms: number): void;
};

export type Ways = {
  /** The way of a connection; null where it cannot send. */
  of(connectionId: string): Way | null;
  /**
   * Whether one more text may go its way in this turn, which then counts as taken: the connection has room
   * for it, and its provider's rate allows it.
   */
  take(text: Bound, now: number): boolean;
  /** A new turn of the dispatcher begins: what the one before took is under way. */
  beginTurn(): void;
};

type State = {
  readonly adapter: Adapter;
  readonly limiter: RateLimiter;
  readonly window: Window;
  /** Texts that the provider has not answered. */
  readonly sending: { count: number };
  /** Texts that this turn took and that have not begun. */
  taken: number;
  /** At the last turn more would have left, had there been room. */
  full: boolean;
};

/** Whether the provider asked to slow down, failed, or could not be reached. */
export const isPushedBack = (outcome: SendOutcome): boolean =>
  outcome.kind === 'unknown' || (outcome.kind === 'retry' && outcome.code !== STOPPED);

const keyOf = (adapter: Adapter, from: string) => (adapter.rate.per === 'number' ? from : 'account');

/** `adapterOf`: the adapter of a connection as it is set up now; another one gets limits of its own. */
export function createWays(adapterOf: (connectionId: string) => Adapter | null): Ways {
  const states = new Map<string, State>();

  function stateOf(connectionId: string): State | null {
    const adapter = adapterOf(connectionId);
    if (adapter === null) return null;
    const found = states.get(connectionId);
    if (found?.adapter === adapter) return found;
    const state: State = {
      adapter,
      limiter: createRateLimiter(adapter.rate.perSecond),
      window: found?.window ?? createWindow(),
      sending: found?.sending ?? { count: 0 },
      taken: 0,
      full: false,
    };
    states.set(connectionId, state);
    return state;
  }

  return {
    of(connectionId) {
      const state = stateOf(connectionId);
      if (state === null) return null;
      const { adapter, limiter, window, sending } = state;
      return {
        adapter,
        begin() {
          const began = performance.now();
          sending.count += 1;
          return (outcome) => {
            sending.count -= 1;
            const now = performance.now();
            if (outcome === null) return;
            if (isPushedBack(outcome)) window.refused(began, now);
            else if (outcome.kind === 'accepted') window.answered(began, now, state.full);
          };
        },
        pause: (from, now, ms) => limiter.pause(keyOf(adapter, from), now, now + ms),
      };
    },
    take({ connectionId, from, segments }, now) {
      const state = stateOf(connectionId);
      if (state === null) return false;
      const { adapter, limiter, window, sending } = state;
      state.full = sending.count + state.taken >= window.size();
      if (state.full) return false;
      const cost = adapter.rate.unit === 'segment' ? Math.max(1, segments) : 1;
      const free = limiter.take(keyOf(adapter, from), cost, now);
      if (free) state.taken += 1;
      return free;
    },
    beginTurn() {
      for (const state of states.values()) {
        state.full = false;
        state.taken = 0;
      }
    },
  };
}

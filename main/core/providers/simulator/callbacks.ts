import type { Profile } from '../../../../shared/schema/words.ts';
import { plainFetch } from '../plainFetch.ts';
import type { SimClock } from './clock.ts';
import { simulatorCredentials as ours } from './credentials.ts';
import type { Fault, Faults } from './faults.ts';

/** Where the simulator posts its events, and with which credentials. */
export type CallbackTarget = { readonly url: string; readonly user: string; readonly password: string };

export type CallbackAttempt = {
  readonly id: number;
  readonly profile: Profile;
  readonly type: string;
  readonly messageId: string;
  readonly attempts: number;
  /** HTTP status of the last attempt; null when nothing answered. */
  readonly lastStatus: number | null;
  readonly state: 'waiting' | 'done' | 'dropped';
};

/** The request for one event, without its target. */
type CallbackRequest = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type CallbackEvent = {
  readonly profile: Profile;
  readonly type: string;
  readonly messageId: string;
  readonly write: (target: CallbackTarget, fault: Fault | undefined) => CallbackRequest;
};

export type Callbacks = {
  target(profile: Profile): CallbackTarget | null;
  setTarget(profile: Profile, target: CallbackTarget | null): void;
  post(event: CallbackEvent): void;
  list(): CallbackAttempt[];
  reset(): void;
};

const DAY = 86_400_000;
const LONGEST_PAUSE = 60_000;
const ANSWER_WITHIN = 10_000;

export function basicAuth(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export function defaultTarget(url: string): CallbackTarget {
  return { url, user: ours.callbackUser, password: ours.callbackPassword };
}

/**
 * Posts events until any 2xx, with growing pauses, for a day; then drops them, as Bandwidth does. Events
 * without a target wait for one in the same way.
 */
export function createCallbacks(clock: SimClock, faults: Faults, firstPauseMs: number): Callbacks {
  const targets = new Map<Profile, CallbackTarget>();
  let log = new Map<number, CallbackAttempt>();
  let nextId = 1;
  // After a reset, late answers of earlier callbacks must not appear in the new log.
  let generation = 0;

  async function request(event: CallbackEvent, fault: Fault | undefined): Promise<number | null> {
    const target = targets.get(event.profile);
    if (target === undefined) return null;
    const wrong = fault?.kind === 'wrong-credentials';
    const { headers, body } = event.write(wrong ? { ...target, password: 'wrong' } : target, fault);
    try {
      const signal = AbortSignal.timeout(ANSWER_WITHIN);
      const call = { method: 'POST', headers, body, signal, redirect: 'manual' } as const;
      return (await plainFetch(target.url, call)).status;
    } catch {
      return null;
    }
  }

  function attempt(id: number, event: CallbackEvent, firstAt: number, attempts: number) {
    const born = generation;
    const fault = faults.take('callback', event.profile);
    const note = (state: CallbackAttempt['state'], lastStatus: number | null) => {
      const { profile, type, messageId } = event;
      if (born === generation) log.set(id, { id, profile, type, messageId, attempts, lastStatus, state });
    };
    note('waiting', null);
    if (fault?.kind === 'drop') return note('dropped', null);
    if (fault?.kind === 'delay') {
      return clock.at(clock.now() + fault.delayMs, () => attempt(id, event, firstAt, attempts));
    }
    const send = async () => {
      const status = await request(event, fault);
      if (fault?.kind === 'duplicate') await request(event, fault);
      if (born !== generation) return;
      if (status !== null && status >= 200 && status < 300) return note('done', status);
      if (clock.now() - firstAt > DAY) return note('dropped', status);
      note('waiting', status);
      const pause = Math.min(firstPauseMs * 2 ** (attempts - 1), LONGEST_PAUSE);
      clock.at(clock.now() + pause, () => attempt(id, event, firstAt, attempts + 1));
    };
    void send();
  }

  return {
    target: (profile) => targets.get(profile) ?? null,
    setTarget(profile, target) {
      if (target === null) targets.delete(profile);
      else targets.set(profile, target);
    },
    post: (event) => attempt(nextId++, event, clock.now(), 1),
    list: () => [...log.values()],
    reset() {
      generation += 1;
      log = new Map();
    },
  };
}

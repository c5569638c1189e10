import { createHash, randomBytes } from 'node:crypto';
import type { Clock, Ids } from '../../core/base/ports.ts';
import { LIMITS, type Limits } from '../common/limits.ts';

const secret = () => randomBytes(32).toString('base64url');
/** Only hashes are stored, so that a look-up takes the same time for every guess. */
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');

export type Windows = {
  /** A one-time token. `life` in milliseconds; null: until it is used. */
  issue(life: number | null): string;
  /** Exchanges a token for a new session's cookie, once. Null: unknown, used or too old. */
  redeem(token: string): string | null;
  /** Uses up a token without a new session, for a browser that has one. */
  spend(token: string): boolean;
  /** The window of a session cookie; null if it is forged or has ended. */
  find(cookie: string | undefined): string | null;
  /** A window's connection to the core came (1) or went (-1). */
  connected(windowId: string, change: 1 | -1): void;
  /** Windows connected now. */
  open(): number;
};

/** One-time tokens and cookie sessions. `forget` is called for every session that ended. */
export function createWindows(
  clock: Clock,
  ids: Ids,
  forget: (windowId: string) => void,
  limits: Limits = LIMITS,
): Windows {
  const tokens = new Map<string, number | null>();
  const sessions = new Map<string, { windowId: string; seen: number }>();
  const connections = new Map<string, number>();

  const sweep = (now: number) => {
    for (const [hash, expires] of tokens) if (expires !== null && expires <= now) tokens.delete(hash);
    for (const [hash, session] of sessions) {
      if (session.seen + limits.window.idleSession > now || connections.has(session.windowId)) continue;
      sessions.delete(hash);
      forget(session.windowId);
    }
  };
  const spend = (token: string) => {
    sweep(clock.now());
    return tokens.delete(hashOf(token));
  };

  return {
    issue: (life) => {
      const token = secret();
      tokens.set(hashOf(token), life === null ? null : clock.now() + life);
      return token;
    },
    spend,
    redeem: (token) => {
      if (!spend(token)) return null;
      const cookie = secret();
      sessions.set(hashOf(cookie), { windowId: ids.next(), seen: clock.now() });
      return cookie;
    },
    find: (cookie) => {
      if (cookie === undefined) return null;
      sweep(clock.now());
      const session = sessions.get(hashOf(cookie));
      if (session === undefined) return null;
      session.seen = clock.now();
      return session.windowId;
    },
    connected: (windowId, change) => {
      const count = (connections.get(windowId) ?? 0) + change;
      if (count > 0) connections.set(windowId, count);
      else connections.delete(windowId);
      for (const session of sessions.values()) if (session.windowId === windowId) session.seen = clock.now();
    },
    open: () => connections.size,
  };
}

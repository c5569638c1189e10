import { setImmediate } from 'node:timers/promises';
import { type ChangeLog, type Lease, LogError } from '../../main/core/consoles/log/changeLog.ts';
import { memoryLog } from './memoryLog.ts';

/** A log in memory with its leases, whose clock and whose faults are in the test's hand. */
export function leaseLog() {
  const log = memoryLog();
  const leases = new Map<string, Lease>();
  const away = new Set<string>();
  /** Consoles to which answers do not come, though the log does what they ask. */
  const deaf = new Set<string>();
  let now = 0;

  const held = (connection: string) => {
    const lease = leases.get(connection);
    return lease !== undefined && lease.until > now ? lease : undefined;
  };

  /** `lives`: the process that calls is there. */
  function openFor(own: string, lives = () => true) {
    const port = log.openFor(own);
    /** A round trip, during which others have their turn. */
    async function trip<T>(work: () => T | Promise<T>): Promise<T> {
      await setImmediate();
      if (!lives() || away.has(own)) throw new LogError('unreachable', 'The test cut the line.');
      const answer = await work();
      await setImmediate();
      if (!lives() || away.has(own) || deaf.has(own))
        throw new LogError('unreachable', 'The answer was lost.');
      return answer;
    }
    const made: Pick<ChangeLog, 'append' | 'read' | 'lease' | 'release' | 'onNews'> = {
      append: (changes, asked) =>
        trip(async () => {
          const appended = await port.append(changes, []);
          const ours = asked.filter(({ connection, fence }) => {
            const lease = held(connection);
            return lease?.console === own && lease.fence === fence;
          });
          const names = new Set(ours.map(({ connection }) => connection));
          const ends = [...names].map((name) => (held(name)?.until ?? now) - now);
          return { ...appended, held: names, leaseMs: ends.length === 0 ? 0 : Math.min(...ends) };
        }),
      read: (after, limit) => trip(() => port.read(after, limit)),
      lease: (wanted, seconds) =>
        trip(() => {
          for (const connection of wanted) {
            const before = leases.get(connection);
            if (before === undefined || before.console === own || before.until <= now) {
              const fence = before?.console === own ? before.fence : (before?.fence ?? 0) + 1;
              leases.set(connection, { connection, console: own, fence, until: now + seconds * 1000 });
            }
          }
          return [...leases.values()].filter(
            ({ connection, until }) => wanted.includes(connection) || until > now,
          );
        }),
      release: (connections) =>
        trip(() => {
          for (const connection of connections) {
            const lease = leases.get(connection);
            if (lease?.console === own) leases.set(connection, { ...lease, until: now });
          }
        }),
      onNews: () => () => undefined,
    };
    return made;
  }

  return {
    ...log,
    openFor,
    away,
    deaf,
    holder: (connection: string) => held(connection)?.console,
    /** The lease gets another number under its holder, as after a database was put back. */
    raise(connection: string): void {
      const lease = leases.get(connection);
      if (lease) leases.set(connection, { ...lease, fence: lease.fence + 1 });
    },
    advance: (ms: number) => {
      now += ms;
    },
  };
}

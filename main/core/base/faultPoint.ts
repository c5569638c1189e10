/**
 * The named moments at which the crash tests end the process (test/crash): between two writes, before and
 * after a commit, around calls to the outside. A point stands where a crash would do most harm; its name says
 * what has just been done. A name that no code calls fails test/crash/points.test.ts.
 */
export type FaultPoint =
  | 'inbox.stored'
  | 'inbox.uncommitted'
  | 'inbox.committed'
  | 'together.piece'
  | 'together.uncommitted'
  | 'together.committed'
  | 'outbox.enqueued'
  | 'outbox.claimed'
  | 'outbox.settled'
  | 'outbox.asked'
  | 'outbox.opted-out'
  | 'outbox.cancelled'
  | 'dispatcher.recovered'
  | 'dispatcher.confirmed'
  | 'dispatcher.unconfirmed'
  | 'dispatcher.sending'
  | 'dispatcher.leaving'
  | 'dispatcher.answered'
  | 'import.begun'
  | 'import.batch'
  | 'import.batch-committed'
  | 'import.finished'
  | 'import.undone-some'
  | 'import.recovered'
  | 'migration.created'
  | 'migration.copied'
  | 'migration.dropped'
  | 'migration.step'
  | 'migration.uncommitted'
  | 'migration.committed'
  | 'backup.begun'
  | 'backup.copied'
  | 'backup.sealed'
  | 'backup.placed'
  | 'backup.rotated'
  | 'backup.restoring'
  | 'backup.uniting'
  | 'backup.restored'
  | 'keys.begun'
  | 'keys.next-kept'
  | 'keys.rekeyed'
  | 'keys.old-dropped'
  | 'consoles.sealed'
  | 'consoles.applying'
  | 'consoles.appended'
  | 'consoles.tookOver';

let hook: ((point: FaultPoint) => void) | null = null;

/**
 * Marks a named moment. Does nothing unless code in the same process has called `onFaultPoint`, which no file
 * of the product does; no setting, argument, variable of the environment or message can.
 */
export function faultPoint(point: FaultPoint): void {
  hook?.(point);
}

/**
 * Sets what happens at fault points. For the crash tests alone, which import it into a process of their own.
 * Each thread has its own.
 */
export function onFaultPoint(next: ((point: FaultPoint) => void) | null): void {
  hook = next;
}

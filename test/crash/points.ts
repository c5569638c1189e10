import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import type { Order } from './protocol.ts';

type Import = Extract<Order, { do: 'import' }>['kind'];

/**
 * How a console is brought to each named point. `run`: a campaign under way. `set-up`: the first start.
 * `start`: the start after a crash at the point before it in this list. `later`: the clock a quarter of a
 * minute on, when unknown outcomes are asked about. `opt-out`: somebody is opted out while a text to them
 * is queued. `restore`: the last back-up is restored into the store in use. `change-key`: the store gets a
 * new key. What begins with `test/` names the test that reaches it. A point that is missing here does not
 * compile; one that is not reached fails.
 */
export type Way =
  | 'set-up'
  | 'run'
  | 'start'
  | 'later'
  | 'opt-out'
  | Import
  | 'back-up'
  | 'restore'
  | 'change-key'
  | 'test/crash/migration.test.ts'
  | 'test/consoles/agree.test.ts'
  | 'test/consoles/oneSenderHistories.test.ts';

export const WAYS: Readonly<Record<FaultPoint, Way>> = {
  'consoles.sealed': 'test/consoles/agree.test.ts',
  'consoles.applying': 'test/consoles/agree.test.ts',
  'consoles.appended': 'test/consoles/agree.test.ts',
  'consoles.tookOver': 'test/consoles/oneSenderHistories.test.ts',
  'migration.created': 'set-up',
  'migration.step': 'set-up',
  'migration.uncommitted': 'set-up',
  'migration.committed': 'set-up',
  'migration.copied': 'test/crash/migration.test.ts',
  'migration.dropped': 'test/crash/migration.test.ts',
  'inbox.stored': 'run',
  'inbox.uncommitted': 'run',
  'inbox.committed': 'run',
  'together.piece': 'run',
  'together.uncommitted': 'run',
  'together.committed': 'run',
  'outbox.enqueued': 'run',
  'outbox.claimed': 'run',
  'dispatcher.leaving': 'run',
  'outbox.settled': 'run',
  'dispatcher.answered': 'run',
  'dispatcher.sending': 'run',
  'dispatcher.confirmed': 'test/consoles/oneSenderHistories.test.ts',
  'dispatcher.unconfirmed': 'test/consoles/oneSenderHistories.test.ts',
  'dispatcher.recovered': 'start',
  'outbox.asked': 'later',
  'outbox.opted-out': 'opt-out',
  'outbox.cancelled': 'opt-out',
  'import.begun': 'contacts',
  'import.batch': 'opt-outs',
  'import.finished': 'opt-outs',
  'import.undone-some': 'contacts-cancelled',
  'import.batch-committed': 'contacts',
  'import.recovered': 'start',
  'backup.begun': 'back-up',
  'backup.copied': 'back-up',
  'backup.sealed': 'back-up',
  'backup.placed': 'back-up',
  'backup.rotated': 'back-up',
  'backup.restoring': 'restore',
  'backup.uniting': 'restore',
  'backup.restored': 'restore',
  'keys.begun': 'change-key',
  'keys.next-kept': 'change-key',
  'keys.rekeyed': 'change-key',
  'keys.old-dropped': 'change-key',
};

/** The points that one store goes through, in the order in which it can. */
export const CHAIN: readonly FaultPoint[] = (Object.keys(WAYS) as FaultPoint[]).filter(
  (point) => !WAYS[point].startsWith('test/'),
);

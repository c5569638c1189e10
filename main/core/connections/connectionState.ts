import { NOTHING, type Stored } from '../../../shared/text/stored.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { awaitTestReply, makeReady, makeStopped } from './connectionRecord.ts';

const MOVES = {
  ready: (tx, id) => makeReady(tx, id),
  'waiting-test-reply': awaitTestReply,
  stopped: makeStopped,
} as const satisfies Record<string, typeof awaitTestReply>;

/**
 * Where a connection stands is another from now on; `why` is for admins. A new state is noted in the ledger.
 */
function move(core: Core, connectionId: string, to: keyof typeof MOVES, why: Stored): void {
  core.write((tx) => {
    const before = one<{ state: string; state_detail: Stored }>(
      tx.db,
      'SELECT state, state_detail FROM connection WHERE id = ?',
      connectionId,
    );
    if (!before || (before.state === to && before.state_detail === why)) return;
    MOVES[to](tx, connectionId, why);
    if (before.state !== to)
      append(core, tx, { kind: `connection-${to}`, actorId: null, evidenceId: connectionId });
    tx.touch('connections');
  });
}

/** Texts may leave through it. */
export const connectionReady = (core: Core, id: string): void => move(core, id, 'ready', NOTHING);

/** Nothing leaves through it until a reply has come in. */
export const connectionAwaitsReply = (core: Core, id: string, why: Stored): void =>
  move(core, id, 'waiting-test-reply', why);

/** Nothing leaves through it until an admin has tested it. */
export const stopConnection = (core: Core, id: string, why: Stored): void => move(core, id, 'stopped', why);

import type { Stored } from '../../../shared/text/stored.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { type ConnectionState, setState } from './connectionRecord.ts';

/** Sets a connection's state and its detail for admins; a new state is noted in the ledger. */
export function setConnectionState(
  core: Core,
  connectionId: string,
  state: ConnectionState,
  detail: Stored,
): void {
  core.write((tx) => {
    const before = one<{ state: string; state_detail: Stored }>(
      tx.db,
      'SELECT state, state_detail FROM connection WHERE id = ?',
      connectionId,
    );
    if (!before || (before.state === state && before.state_detail === detail)) return;
    setState(tx, connectionId, state, detail);
    if (before.state !== state)
      append(core, tx, { kind: `connection-${state}`, actorId: null, evidenceId: connectionId });
    tx.touch('connections');
  });
}

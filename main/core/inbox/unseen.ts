import { keep, written } from '../../../shared/text/stored.ts';
import { stopConnection } from '../connections/connectionState.ts';
import { append } from '../ledger/append.ts';
import type { PullResult } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';

const day = (at: number) => written(new Date(at).toISOString().slice(0, 10));

/**
 * Heed was closed for longer than the provider's list reaches back (Bandwidth: fourteen days), so a STOP of
 * that time may be lost, and nobody can tell whose. Sending stops until an admin has searched elsewhere and
 * tests the connection again.
 */
export function stopForUnseen(core: Core, connectionId: string, unseen: PullResult['unseen'] & {}): void {
  core.write((tx) => {
    append(core, tx, {
      kind: 'inbound-unseen',
      actorId: null,
      evidenceId: connectionId,
      payload: { from: unseen.from, to: unseen.to },
    });
  });
  stopConnection(core, connectionId, keep('kept:unseen', { from: day(unseen.from), to: day(unseen.to) }));
}

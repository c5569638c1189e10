import { keep } from '../../../shared/text/stored.ts';
import { ALONE } from '../base/sending.ts';
import { makeStopped } from '../connections/connectionRecord.ts';
import { setCampaignState } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { endCapture } from '../store/capture/capture.ts';
import type { Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';
import { forgetAllOutgoing } from './outgoingRecord.ts';
import { forgetPlace, LOG_KEY, LOG_PASSWORD } from './place.ts';

const idsOf = ({ db }: Tx, statement: string) => all<{ id: string }>(db, statement).map(({ id }) => id);

/**
 * The others go on sending what waits here too, and no longer hear who asks to stop here: so nothing leaves
 * before an admin tests the connections and launches the campaigns anew.
 */
function holdAll(tx: Tx): void {
  const why = keep('kept:consoles.left');
  for (const id of idsOf(tx, 'SELECT id FROM connection')) makeStopped(tx, id, why);
  for (const id of idsOf(tx, "SELECT id FROM campaign WHERE state = 'launched'"))
    setCampaignState(tx, id, 'paused', why);
}

/**
 * This console goes on alone: what it has stays, and nothing more is exchanged. `others`: there are other
 * consoles that send. @throws StoreError
 */
export async function leave(core: OpenedCore, actorId: string, others: boolean): Promise<void> {
  core.write((tx) => {
    endCapture(tx.db);
    forgetAllOutgoing(tx.db);
    forgetPlace(tx.db);
    if (others) holdAll(tx);
    append(core, tx, { kind: 'console-left', actorId });
    for (const topic of ['consoles', 'connections', 'campaigns', 'conversations'] as const) tx.touch(topic);
  });
  core.shareSending(ALONE);
  core.wake();
  await core.secrets.delete(LOG_PASSWORD);
  await core.secrets.delete(LOG_KEY);
}

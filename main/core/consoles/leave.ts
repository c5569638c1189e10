import { holdAll } from '../backup/holdAll.ts';
import { mendOptOuts } from '../backup/unite/mend.ts';
import { ALONE } from '../base/sending.ts';
import { append } from '../ledger/append.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { endCapture } from '../store/capture/capture.ts';
import { forgetTogether } from './apart/watch.ts';
import { forgetSecrets } from './keys/keyring.ts';
import { forgetPlace, readPlace } from './place.ts';

/**
 * This console goes on alone: what it has stays, and nothing more is exchanged. `others`: there are other
 * consoles that send. @throws StoreError
 */
export async function leave(core: OpenedCore, actorId: string, others: boolean): Promise<void> {
  const keys = readPlace(core.db)?.newestKey ?? 0;
  core.write((tx) => {
    endCapture(tx.db);
    // Of what others told in part the rest never comes.
    mendOptOuts(core, tx, new Set());
    forgetPlace(tx.db);
    forgetTogether(tx.db);
    if (others) holdAll(tx);
    append(core, tx, { kind: 'console-left', actorId });
    for (const topic of ['consoles', 'connections', 'campaigns', 'conversations'] as const) tx.touch(topic);
  });
  core.shareSending(ALONE);
  core.wake();
  await forgetSecrets(core.secrets, keys);
}

import { changeStoreKey } from '../keys/changeKey.ts';
import { keyChangeFailed, mayChangeKey } from '../keys/mayChange.ts';
import { recordKeyChange } from '../keys/openingKey.ts';
import { type OpenedCore, openCore } from '../open/openCore.ts';
import { attempt, type Life, openRunning, run } from './life.ts';
import { openLast } from './opening.ts';

/** After a change of the key: with the store under its new key, or as it was, or with what is found. */
async function goOn(life: Life, before: OpenedCore): Promise<void> {
  life.swapped ??= before.db.open ? before : null;
  life.running = null;
  const now = life.swapped;
  if (now === null) await openLast(life);
  else await attempt(life, () => run(life, now));
  life.swapped = null;
}

/** Gives the store a new key while nothing runs beside it. @throws CoreError; then the store is as it was */
export async function changeKey(life: Life, actorId: string): Promise<void> {
  const before = openRunning(life);
  const { core } = before;
  mayChangeKey(before);
  life.keyChange = { step: 'copying', done: 0, total: 0 };
  try {
    await before.rest();
    await changeStoreKey(
      core,
      actorId,
      (progress) => {
        life.keyChange = progress;
      },
      (key) => {
        life.running = null;
        const { ports, places } = life;
        const { secrets, storeDir } = core;
        life.swapped = openCore({ ports, secrets, storeDir, key, demo: false, markFile: places.markFile });
        recordKeyChange(life.swapped);
      },
    );
  } catch (error) {
    throw keyChangeFailed(error);
  } finally {
    life.keyChange = null;
    await goOn(life, core);
    // Whoever watches the store that was closed looks anew.
    core.changes.publish(['session']);
  }
}

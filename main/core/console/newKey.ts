import { changeStoreKey } from '../keys/changeKey.ts';
import { keyChangeFailed, mayChangeKey } from '../keys/mayChange.ts';
import { recordKeyChange } from '../keys/openingKey.ts';
import { type OpenedCore, openCore } from '../open/openCore.ts';
import { attempt, type ConsoleState, openRunning, startWork } from './consoleState.ts';
import { openLast } from './opening.ts';

/** Starts again after a change of the key: with the store under its new key, or as it was. */
async function goOn(state: ConsoleState, before: OpenedCore): Promise<void> {
  state.swapped ??= before.db.open ? before : null;
  state.running = null;
  const now = state.swapped;
  if (now === null) await openLast(state);
  else await attempt(state, () => startWork(state, now));
  state.swapped = null;
}

/** Gives the store a new key while nothing else uses it. @throws CoreError; then the store is as it was */
export async function changeKey(state: ConsoleState, actorId: string): Promise<void> {
  const before = openRunning(state);
  const { core } = before;
  mayChangeKey(before);
  state.keyChange = { step: 'copying', done: 0, total: 0 };
  try {
    await before.rest();
    await changeStoreKey(
      core,
      actorId,
      (progress) => {
        state.keyChange = progress;
      },
      (key) => {
        state.running = null;
        const { ports, places } = state;
        const { secrets, storeDir } = core;
        state.swapped = openCore({ ports, secrets, storeDir, key, demo: false, markFile: places.markFile });
        recordKeyChange(state.swapped);
      },
    );
  } catch (error) {
    throw keyChangeFailed(error);
  } finally {
    state.keyChange = null;
    await goOn(state, core);
    // Tells those who follow the closed store's changes to ask again.
    core.changes.publish(['session']);
  }
}

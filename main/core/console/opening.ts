import { finishBringing } from '../backup/bring.ts';
import { KeyStoreError } from '../base/ports.ts';
import { openDemoWorld, seedDemo } from '../demo/demo.ts';
import { recordKeyChange, settledKey } from '../keys/openingKey.ts';
import { openCore } from '../open/openCore.ts';
import { refuseLost, removeUnfinished } from '../store/presence.ts';
import { one } from '../store/statement.ts';
import { demoKey, demoSecrets } from '../store/storeKeys.ts';
import { attempt, beginAnew, type ConsoleState, startWork } from './consoleState.ts';

/**
 * A lost store's back-ups open with the key store, so if that is locked, its passphrase is asked for first.
 */
async function refuseLostStore({ ports, places }: ConsoleState, passphrase: string | null): Promise<void> {
  try {
    refuseLost(places.organisation);
  } catch (lost) {
    const locked = await ports.keyStore.open(passphrase).then(
      () => null,
      (error: unknown) => (error instanceof KeyStoreError && error.code !== 'unavailable' ? error : null),
    );
    throw locked ?? lost;
  }
}

/** Opens the organisation's store. @throws StoreError, KeyStoreError */
export async function openOrganisation(state: ConsoleState, passphrase: string | null): Promise<void> {
  const { ports, places } = state;
  const { organisation: storeDir, markFile } = places;
  // Checked before the key is asked for: a new, empty store would not know who asked to stop.
  if (places.wasSetUp()) await refuseLostStore(state, passphrase);
  const secrets = await ports.keyStore.open(passphrase);
  const key = await settledKey(secrets, storeDir);
  const core = openCore({ ports, secrets, storeDir, key, demo: false, markFile });
  if (!places.wasSetUp() && !one(core.db, 'SELECT 1 FROM account UNION ALL SELECT 1 FROM ledger LIMIT 1')) {
    // Set-up was interrupted before its only transaction: the store is empty, and nobody could sign in.
    core.close();
    removeUnfinished(storeDir);
    beginAnew(state);
    return;
  }
  recordKeyChange(core);
  await startWork(state, core);
}

/** Opens the demo, or makes it where there is none. */
export async function openDemo(state: ConsoleState): Promise<void> {
  const { ports, places } = state;
  const storeDir = places.demo;
  const core = openCore({
    ports,
    secrets: demoSecrets(storeDir),
    storeDir,
    key: demoKey(ports, storeDir),
    demo: true,
  });
  await startWork(state, core, async () => {
    await seedDemo(core);
    state.world = await openDemoWorld(core);
  });
}

/** Opens what was used last. A folder that cannot be read stops Heed, since it is no first run. */
export const openLast = (state: ConsoleState): Promise<void> =>
  attempt(state, async () => {
    const { places } = state;
    finishBringing(places.organisation, places.markFile);
    if (places.holds('organisation') || places.wasSetUp()) await openOrganisation(state, null);
    else if (places.holds('demo')) await openDemo(state);
    else beginAnew(state);
  });

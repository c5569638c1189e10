import { readCode } from '../consoles/code.ts';
import { joinConsoles } from '../consoles/joining.ts';
import type { ConsoleState } from './consoleState.ts';
import { openLast } from './opening.ts';
import { refuseSecond } from './settingUp.ts';

/**
 * Fetches the store of an organisation that has other consoles, and opens it.
 * @throws KeptError, StoreError
 */
export async function joinByCode(
  state: ConsoleState,
  code: string,
  keyStorePassphrase: string | null,
): Promise<void> {
  refuseSecond(state);
  const { ports, places } = state;
  const read = readCode(code);
  const secrets = await ports.keyStore.open(keyStorePassphrase);
  state.joining = { done: 0, total: 0, waits: true };
  try {
    const { signal } = state.stopping;
    const report = (progress: ConsoleState['joining']) => {
      state.joining = progress;
    };
    await joinConsoles({ ports, secrets, storeDir: places.organisation, report, signal }, read);
  } finally {
    state.joining = null;
  }
  await openLast(state);
}

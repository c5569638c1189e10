import { keep } from '../../../shared/text/stored.ts';
import { createAccount } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/password.ts';
import { writeSettings } from '../decisions/writeSettings.ts';
import { type OpenedCore, openCore } from '../open/openCore.ts';
import { removeUnfinished } from '../store/presence.ts';
import { createOrganisationKey } from '../store/storeKeys.ts';
import { StoreError } from '../store/types.ts';
import { type ConsoleState, startWork } from './consoleState.ts';

export type SetUpInput = {
  readonly organisation: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly passphrase?: string;
};

/** @throws StoreError where there is an organisation, or was one */
export function refuseSecond({ phase, places }: ConsoleState): void {
  if (phase !== 'first-run' || places.holds('organisation') || places.wasSetUp())
    throw new StoreError('busy', keep('store:already'), keep('store:signIn'));
}

/** Makes the organisation's store and its first admin, in one transaction, and opens it. */
export async function setUp(state: ConsoleState, input: SetUpInput): Promise<void> {
  refuseSecond(state);
  const { ports, places } = state;
  const { organisation: storeDir, markFile } = places;
  const secrets = await ports.keyStore.open(input.passphrase ?? null);
  const password = await hashPassword(input.password, ports.random);
  const key = await createOrganisationKey(ports, secrets);
  let made: OpenedCore | null = null;
  try {
    const core = openCore({ ports, secrets, storeDir, key, demo: false, markFile });
    made = core;
    core.write((tx) => {
      writeSettings(core, tx, null, { organisation: input.organisation });
      const { login, name } = input;
      createAccount(core, tx, { login, name, role: 'admin', password, actorId: null });
    });
  } catch (error) {
    made?.close();
    if (!places.wasSetUp()) removeUnfinished(storeDir);
    throw error;
  }
  await startWork(state, made);
}

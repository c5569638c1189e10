import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { oneTimePassword } from '../../core/accounts/accounts.ts';
import { hashPassword } from '../../core/accounts/password.ts';
import { type RecoveredHere, recoverHere } from '../../core/accounts/recoverHere.ts';
import { CoreError } from '../../core/base/errors.ts';
import { KeyStoreError } from '../../core/base/ports.ts';
import { openingKey } from '../../core/keys/openingKey.ts';
import { openCore } from '../../core/open/openCore.ts';
import { MARK_FILE } from '../../core/store/storeKeys.ts';
import { StoreError } from '../../core/store/types.ts';
import { defaultDataDir } from '../common/dataDir.mjs';
import { DataLockError, lockDataDir } from '../common/dataLock.ts';
import { createPorts } from '../common/ports.ts';
import { organisationKeyStore } from './storeToCheck.ts';

const HELP = `Lets an admin sign in again whom no other admin can: one who lost their password, or phone and recovery codes.

  npm run -s recover -- --login LOGIN [--data-dir DIR]

It gives a one-time password for one sign-in within a day, which must be changed then, turns the second factor of that admin off, and
ends their sign-ins. It stands in the ledger, as done from the command line of this computer, and every admin is told at the next sign-in.
It needs what reading the store needs: this computer, and the key from its key store or from HEED_PASSPHRASE. Close Heed first.
Other people are recovered by an admin in Heed: Settings, Accounts.

  --login     the login of an admin
  --data-dir  the data folder (default: ${defaultDataDir()})
  --help      this page

Exit code: 0 done; 2 nothing was changed.
`;

/** `message` is fit to print. */
class CannotRecover extends Error {}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'data-dir': { type: 'string' },
        login: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    if (values.login === undefined) throw new CannotRecover('Say whom: --login LOGIN.');
    const password = await recover(values['data-dir'] ?? defaultDataDir(), values.login.trim());
    process.stdout.write(password);
    return 0;
  } catch (error) {
    process.stderr.write(`recover: ${explain(error)}\n`);
    return 2;
  }
}

function explain(error: unknown): string {
  if (error instanceof KeyStoreError && error.code === 'locked')
    return 'This data folder opens with a passphrase. Give it in HEED_PASSPHRASE.';
  const known = [StoreError, KeyStoreError, DataLockError, CoreError, CannotRecover];
  const message = error instanceof Error ? error.message : String(error);
  return known.some((kind) => error instanceof kind) ? message : `${message}\nTry --help.`;
}

async function recover(dataDir: string, login: string): Promise<string> {
  // Before the lock, which makes the folder where there is none.
  const keyStore = await organisationKeyStore(
    dataDir,
    'Only another admin can recover this account, in Heed.',
  );
  const release = lockDataDir(dataDir);
  try {
    const storeDir = join(dataDir, 'organisation');
    const ports = createPorts({ dataDir, keyStore, newWindow: () => null, webhookBase: () => null });
    const secrets = await keyStore.open(null);
    const { key } = await openingKey(secrets, storeDir);
    const core = openCore({ ports, secrets, storeDir, key, demo: false, markFile: join(dataDir, MARK_FILE) });
    try {
      const password = oneTimePassword(ports.random);
      const hashed = await hashPassword(password, ports.random);
      return said(
        core.write((tx) => recoverHere(core, tx, login, hashed)),
        login,
        password,
      );
    } finally {
      core.close();
    }
  } finally {
    release();
  }
}

function said({ name, until, hadSecondFactor }: RecoveredHere, login: string, password: string): string {
  return `${name} (${login}) can sign in once, until ${new Date(until).toISOString()}, with this password, which must be changed then:

  ${password}

${hadSecondFactor ? 'Their second factor is turned off, and the recovery codes are void.' : 'They had no second factor.'} All of their sign-ins have ended.
The ledger holds this as done from the command line of this computer. Every admin is told at the next sign-in.
`;
}

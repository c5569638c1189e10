import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { letIn } from './accounts.ts';
import { tellAdmins } from './recoveryNews.ts';
import { hasSecondFactor, removeSecondFactor } from './secondFactor.ts';
import { accountBy } from './signIn.ts';

/** Milliseconds within which the one-time password must be used. */
const LIFE = 24 * 3_600_000;

export type RecoveredHere = {
  readonly name: string;
  /** Until when the password holds. UTC milliseconds. */
  readonly until: number;
  readonly hadSecondFactor: boolean;
};

/**
 * Lets an admin whom nobody else can let in back in, from the command line of this computer, which has the
 * store's key: with a one-time password for one sign-in within a day, without the second factor. The ledger
 * names no account for it, and every admin is told. `password` is a hash. @throws CoreError NOT_FOUND;
 * CONFLICT where the account is no admin's or may not sign in
 */
export function recoverHere(core: Core, tx: Tx, login: string, password: string): RecoveredHere {
  const account = accountBy(core, 'login', login);
  if (!account) throw new CoreError('NOT_FOUND', t('accounts:recover.noLogin'));
  if (account.role !== 'admin' || account.active === 0)
    throw new CoreError('CONFLICT', t('accounts:recover.notAdmin'));
  const hadSecondFactor = hasSecondFactor(tx.db, account.id);
  const until = tx.now + LIFE;
  letIn(core, tx, account, password, until);
  append(core, tx, {
    kind: 'account-recovered',
    actorId: null,
    payload: { account: account.id, clearSecondFactor: true, from: 'command-line' },
  });
  removeSecondFactor(core, tx, null, account.id);
  tellAdmins(tx, account.id);
  return { name: account.name, until, hadSecondFactor };
}

import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import {
  createAccount,
  listAccounts,
  listOverseers,
  listTexters,
  oneTimePassword,
  recoverAccount,
  updateAccount,
} from './accounts.ts';
import { hashPassword } from './password.ts';

/** Only a person makes an admin, who would outlive the API key. @throws CoreError FORBIDDEN */
function mayMake(role: Role | undefined, keyId: string | null): void {
  if (role === 'admin' && keyId !== null) throw new CoreError('FORBIDDEN', t('accounts:personOnly'));
}

const os = implement(contract.account).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const account = os.router({
  list: os.list.handler(({ context }) => listAccounts(context.core.db)),

  texters: os.texters.handler(({ context }) => listTexters(context.core.db)),

  overseers: os.overseers.handler(({ context }) => listOverseers(context.core.db)),

  create: os.create.handler(async ({ context: { core, me, keyId }, input }) => {
    mayMake(input.role, keyId);
    const password = await hashPassword(input.password, core.ports.random);
    return core.write((tx) => createAccount(core, tx, { ...input, password, actorId: me.id }));
  }),

  update: os.update.handler(({ context: { core, me, keyId }, input: { id, ...change } }) => {
    mayMake(change.role, keyId);
    return core.write((tx) => updateAccount(core, tx, me.id, id, change));
  }),

  recover: os.recover.handler(async ({ context: { core, me, keyId }, input }) => {
    // Only a person may let somebody in, not an API key.
    if (keyId !== null) throw new CoreError('FORBIDDEN', t('accounts:personOnly'));
    const password = oneTimePassword(core.ports.random);
    const hashed = await hashPassword(password, core.ports.random);
    const until = core.write((tx) => recoverAccount(core, tx, me.id, { ...input, password: hashed }));
    return { password, until };
  }),
});

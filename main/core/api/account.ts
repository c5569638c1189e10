import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { createAccount, listAccounts, setPassword, updateAccount } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/password.ts';
import type { RpcContext } from './context.ts';
import { access, signedIn, translated } from './middleware.ts';

const os = implement(contract.account).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const account = os.router({
  list: os.list.handler(({ context }) => listAccounts(context.core.db)),

  create: os.create.handler(async ({ context: { core, me }, input }) => {
    const password = await hashPassword(input.password, core.ports.random);
    return core.write((tx) => createAccount(core, tx, { ...input, password, actorId: me.id }));
  }),

  update: os.update.handler(({ context: { core, me }, input: { id, ...change } }) =>
    core.write((tx) => updateAccount(core, tx, me.id, id, change)),
  ),

  setPassword: os.setPassword.handler(async ({ context: { core, me }, input }) => {
    const password = await hashPassword(input.password, core.ports.random);
    core.write((tx) => setPassword(core, tx, me.id, input.id, password));
    return { ok: true };
  }),
});

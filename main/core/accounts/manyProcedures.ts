import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import { addAccounts, readAccountLines } from './manyAccounts.ts';

const os = implement(contract.manyAccounts).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const manyAccounts = os.router({
  check: os.check.handler(({ context: { core }, input }) =>
    readAccountLines(core.db, input.text, input.role),
  ),

  add: os.add.handler(({ context: { core, me, keyId }, input }) => {
    // Who may come in as somebody else for once is for a person to decide.
    if (keyId !== null) throw new CoreError('FORBIDDEN', t('accounts:personOnly'));
    return addAccounts(core, me.id, input.text, input.role);
  }),
});

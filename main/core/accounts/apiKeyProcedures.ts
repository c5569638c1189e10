import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '../access/apiKeys.ts';
import type { RpcContext } from '../access/context.ts';
import { access, type Member, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';

const os = implement(contract.apiKey).$context<RpcContext>().use(translated).use(access).use(signedIn);

/** Refuses API keys: a key that made keys would outlive its own end. */
function byPerson({ keyId }: Member): void {
  if (keyId !== null) throw new CoreError('FORBIDDEN', t('core:apiKey.byAdmin'));
}

export const apiKey = os.router({
  list: os.list.handler(({ context: { core } }) => listApiKeys(core)),

  create: os.create.handler(({ context, input }) => {
    byPerson(context);
    const { core, me } = context;
    return core.write((tx) => createApiKey(core, tx, me.id, input));
  }),

  revoke: os.revoke.handler(({ context, input }) => {
    byPerson(context);
    const { core, me } = context;
    return core.write((tx) => revokeApiKey(core, tx, me.id, input.id));
  }),
});

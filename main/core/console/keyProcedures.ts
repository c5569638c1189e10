import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import { KeyStoreError } from '../base/ports.ts';
import { keyChangedAt } from '../keys/openingKey.ts';
import { append } from '../ledger/append.ts';
import type { ConsoleService } from './console.ts';

const os = implement(contract.keys)
  .$context<RpcContext<ConsoleService>>()
  .use(translated)
  .use(access)
  .use(signedIn);
const OK = { ok: true } as const;

export const keys = os.router({
  state: os.state.handler(({ context: { core, services } }) => ({
    keyStore: services.ports.keyStore.kind,
    changedAt: keyChangedAt(core),
    underWay: services.keyChange(),
  })),

  changeStoreKey: os.changeStoreKey.handler(async ({ context: { me, services } }) => {
    await services.changeKey(me.id);
    return OK;
  }),

  changePassphrase: os.changePassphrase.handler(async ({ context: { core, me, services }, input }) => {
    const { keyStore } = services.ports;
    if (core.demo || keyStore.changePassphrase === undefined)
      throw new CoreError('CONFLICT', t('keys:passphrase.none'));
    try {
      await keyStore.changePassphrase(input.current, input.next);
    } catch (error) {
      if (!(error instanceof KeyStoreError)) throw error;
      throw new CoreError('INVALID', t('keys:passphrase.wrong'), { cause: error });
    }
    core.write((tx) => append(core, tx, { kind: 'passphrase-changed', actorId: me.id }));
    return OK;
  }),
});

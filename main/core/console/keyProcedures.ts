import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import { KeyStoreError } from '../base/ports.ts';
import { keyChangedAt } from '../keys/openingKey.ts';
import { append } from '../ledger/append.ts';
import type { Console } from './console.ts';

const os = implement(contract.keys).$context<RpcContext<Console>>().use(translated).use(access).use(signedIn);
const OK = { ok: true } as const;

export const keys = os.router({
  state: os.state.handler(({ context: { core, console } }) => ({
    keyStore: console.ports.keyStore.kind,
    changedAt: keyChangedAt(core),
    underWay: console.keyChange(),
  })),

  changeStoreKey: os.changeStoreKey.handler(async ({ context: { me, console } }) => {
    await console.changeKey(me.id);
    return OK;
  }),

  changePassphrase: os.changePassphrase.handler(async ({ context: { core, me, console }, input }) => {
    const { keyStore } = console.ports;
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

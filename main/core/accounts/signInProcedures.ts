import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { endSessions, listSessions } from '../access/sessions.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';

const os = implement(contract.signIns).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const signIns = os.router({
  list: os.list.handler(({ context: { core, token } }) => listSessions(core, token)),

  end: os.end.handler(({ context: { core, me, token, keyId }, input }) => {
    // A program has no sign-in to spare, and would end everybody's.
    if (keyId !== null) throw new CoreError('FORBIDDEN', t('accounts:personOnly'));
    return core.write((tx) => {
      const ended = endSessions(core, tx, token, input.id ?? null);
      if (input.id !== undefined && ended.length === 0)
        throw new CoreError('NOT_FOUND', t('invitations:here.gone'));
      for (const account of ended) {
        append(core, tx, { kind: 'signed-out-by-admin', actorId: me.id, payload: { account } });
      }
      return { ok: true, ended: ended.length };
    });
  }),
});

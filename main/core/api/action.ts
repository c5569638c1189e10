import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { CoreError } from '../errors.ts';
import { resolveAction } from '../inbox/actions.ts';
import { listActions } from '../store/queries/actions.ts';
import type { RpcContext } from './context.ts';
import { access, signedIn, translated } from './middleware.ts';

const os = implement(contract.action).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const action = os.router({
  list: os.list.handler(({ context: { core, me }, input }) => listActions(core.db, me, input)),

  resolve: os.resolve.handler(({ context: { core, me }, input }) => {
    if (input.resolution === 'opt-in' && me.role !== 'admin') {
      throw new CoreError('FORBIDDEN', 'Opting a contact in is for an admin.');
    }
    core.write((tx) => {
      // To a texter, an action that they may not see is one that is gone; an admin hears that it was decided.
      if (me.role !== 'admin' && listActions(tx.db, me, { id: input.id }).length === 0) {
        throw new CoreError('NOT_FOUND', 'This action is no longer here.');
      }
      const { id: actionId, resolution, reason } = input;
      resolveAction(core, tx, { actionId, resolution, reason, actorId: me.id });
    });
    return { ok: true };
  }),
});

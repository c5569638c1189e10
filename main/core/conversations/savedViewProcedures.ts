import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { removeView, savedViews, saveView } from './savedViews.ts';

const os = implement(contract.savedView).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const savedView = os.router({
  list: os.list.handler(({ context: { core, me }, input }) => savedViews(core.db, me, input.list)),

  save: os.save.handler(({ context: { core, me }, input }) =>
    core.write((tx) => saveView(core, tx, me, input)),
  ),

  remove: os.remove.handler(({ context: { core, me }, input }) => {
    core.write((tx) => removeView(core, tx, me, input.id));
    return { ok: true };
  }),
});

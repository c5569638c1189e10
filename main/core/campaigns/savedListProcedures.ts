import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import type { Imports } from './imports.ts';
import { createList, deleteList, listDryRun, listLists, readList } from './savedLists.ts';

const os = implement(contract.savedList)
  .$context<RpcContext<{ imports(): Imports }>>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const savedList = os.router({
  list: os.list.handler(({ context: { core } }) => listLists(core.db)),

  get: os.get.handler(({ context: { core }, input }) => readList(core.db, input.id)),

  create: os.create.handler(({ context: { core, me }, input }) => {
    const id = core.write((tx) => createList(core, tx, me.id, input));
    return readList(core.db, id);
  }),

  remove: os.remove.handler(({ context: { core, me }, input }) => {
    core.write((tx) => deleteList(core, tx, me.id, input.id));
    return { ok: true };
  }),

  dryRun: os.dryRun.handler(({ context: { core }, input, signal }) => {
    const { id: listId, campaignId = null, takeIn, fixedLines } = input;
    return listDryRun(core, { listId, campaignId, takeIn, fixedLines: fixedLines === 'import' }, signal);
  }),

  use: os.use.handler(({ context: { core, me, services }, input }) => {
    const { id: listId, campaignId, takeIn, fixedLines } = input;
    const asked = { listId, campaignId, takeIn, fixedLines: fixedLines === 'import' };
    return services.imports().fromList({ ...asked, accountId: me.id, write: core.write });
  }),
});

import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { readAnswers, saveAnswers } from './mapping.ts';
import { cancelPull, pullState, startPull } from './pulls.ts';
import { askSystem, createSystem, listSystems, removeSystem, testSystem, updateSystem } from './systems.ts';

const os = implement(contract.systems).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const systems = os.router({
  list: os.list.handler(({ context: { core } }) => listSystems(core)),

  create: os.create.handler(({ context: { core, me }, input }) => createSystem(core, me.id, input)),

  update: os.update.handler(({ context: { core, me }, input: { id, ...change } }) =>
    updateSystem(core, me.id, id, change),
  ),

  remove: os.remove.handler(async ({ context: { core, me }, input }) => {
    await removeSystem(core, me.id, input.id);
    return { ok: true };
  }),

  test: os.test.handler(({ context: { core }, input }) => testSystem(core, input.id)),

  lists: os.lists.handler(async ({ context: { core }, input }) => {
    const lists = await askSystem(core, input.id, (connector, signal) => connector.lists(signal));
    return lists.map((list) => ({ ...list, name: list.name || t('systems:everybody') }));
  }),

  targets: os.targets.handler(({ context: { core }, input }) =>
    askSystem(core, input.id, (connector, signal) => connector.targets(signal)),
  ),

  answers: os.answers.handler(({ context: { core }, input }) =>
    readAnswers(core.db, input.id, input.campaignId),
  ),

  saveAnswers: os.saveAnswers.handler(({ context: { core, me }, input }) => saveAnswers(core, me.id, input)),

  pull: os.pull.handler(({ context: { core, me }, input }) => startPull(core, me.id, input.id, input.listId)),

  pullState: os.pullState.handler(({ context: { core }, input }) => pullState(core, input.id)),

  cancelPull: os.cancelPull.handler(({ context: { core }, input }) => cancelPull(core, input.id)),
});

import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { said } from '../../../shared/text/stored.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { inboundStatus } from '../connections/inboundStatus.ts';
import type { TestResult } from '../providers/provider.ts';
import { listConnections, readConnection } from './connectionRow.ts';
import { createConnection, removeConnection, updateConnection } from './connectionSettings.ts';
import { numberOf } from './numberRow.ts';
import { addNumber, updateNumber } from './numbers.ts';
import { successorsOf, workAt } from './retireNumber.ts';

type ConnectionsOfConsole = {
  /** Tests a connection's access and puts it into use. */
  testConnection(id: string): Promise<TestResult>;
  /** Makes the adapters again after a connection or its numbers changed. */
  reloadConnections(): Promise<void>;
};

const os = implement(contract.connection)
  .$context<RpcContext<ConnectionsOfConsole>>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const connection = {
  list: os.list.handler(({ context: { core } }) => listConnections(core)),

  status: os.status.handler(({ context: { core } }) => inboundStatus(core)),

  create: os.create.handler(async ({ context: { core, me, services }, input }) => {
    const created = await createConnection(core, me.id, input);
    await services.reloadConnections();
    return created;
  }),

  update: os.update.handler(async ({ context: { core, me, services }, input: { id, ...change } }) => {
    const updated = await updateConnection(core, me.id, id, change);
    await services.reloadConnections();
    return updated;
  }),

  test: os.test.handler(async ({ context: { core, services }, input }) => {
    await readConnection(core, input.id);
    const { ok, detail } = await services.testConnection(input.id);
    return { ok, detail: said(detail), connection: await readConnection(core, input.id) };
  }),

  addNumber: os.addNumber.handler(async ({ context: { core, me, services }, input }) => {
    const added = core.write((tx) => addNumber(core, tx, me.id, input.id, input.number, input.label));
    await services.reloadConnections();
    return added;
  }),

  updateNumber: os.updateNumber.handler(
    async ({ context: { core, me, services }, input: { id, ...change } }) => {
      const updated = core.write((tx) => updateNumber(core, tx, me.id, id, change));
      await services.reloadConnections();
      return updated;
    },
  ),

  numberWork: os.numberWork.handler(({ context: { core }, input: { id } }) => {
    numberOf(core.db, id);
    return { ...workAt(core.db, id), successors: successorsOf(core.db, id) };
  }),

  remove: os.remove.handler(async ({ context: { core, me, services }, input }) => {
    await removeConnection(core, me.id, input.id);
    await services.reloadConnections();
    return { ok: true };
  }),
};

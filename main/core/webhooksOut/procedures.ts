import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import {
  createEndpoint,
  listEndpoints,
  removeEndpoint,
  renewSecret,
  sendAgain,
  testEndpoint,
  updateEndpoint,
} from './endpoints.ts';
import { deliveryPage, endpointRow } from './rows.ts';

const os = implement(contract.webhookOut).$context<RpcContext>().use(translated).use(access).use(signedIn);

/** The position of a cursor; an invalid one begins at the newest. */
const positionOf = (cursor: string | undefined) =>
  cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.MAX_SAFE_INTEGER;

export const webhookOut = os.router({
  list: os.list.handler(({ context: { core } }) => listEndpoints(core)),

  create: os.create.handler(({ context: { core, me }, input }) => createEndpoint(core, me.id, input)),

  update: os.update.handler(({ context: { core, me }, input: { id, ...change } }) =>
    core.write((tx) => updateEndpoint(core, tx, me.id, id, change)),
  ),

  renewSecret: os.renewSecret.handler(({ context: { core, me }, input }) =>
    renewSecret(core, me.id, input.id),
  ),

  test: os.test.handler(({ context: { core, me }, input }) =>
    core.write((tx) => testEndpoint(core, tx, me.id, input.id)),
  ),

  remove: os.remove.handler(async ({ context: { core, me }, input }) => {
    await removeEndpoint(core, me.id, input.id);
    return { ok: true };
  }),

  deliveries: os.deliveries.handler(({ context: { core }, input }) => {
    endpointRow(core.db, input.id);
    const { id: endpointId, state, limit } = input;
    return deliveryPage(core.db, { endpointId, state, before: positionOf(input.cursor), limit });
  }),

  sendAgain: os.sendAgain.handler(({ context: { core, me }, input }) =>
    core.write((tx) => sendAgain(core, tx, me.id, input.id)),
  ),
});

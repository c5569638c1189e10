import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { changeHanding } from '../campaigns/handingSettings.ts';
import { ANY_TIME, giveBack, handingFor, handOut, MOST_AT_ONCE, takeReply } from '../campaigns/handOut.ts';
import { listPassedOn, markPassedOnSeen } from '../campaigns/passedOn.ts';
import { readCampaign } from '../campaigns/queries.ts';
import { dayBegan } from '../dashboard/today.ts';
import { handingState } from './handingState.ts';

const os = implement(contract.handing).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const handing = os.router({
  set: os.set.handler(({ context: { core, me }, input }) => {
    core.write((tx) => changeHanding(core, tx, me.id, input.campaignId, input.handing));
    return readCampaign(core.db, me, input.campaignId);
  }),

  state: os.state.handler(({ context, input }) =>
    handingState(context.core, viewerOf(context, input.viewAs), input.campaignId),
  ),

  ask: os.ask.handler(({ context: { core, me }, input: { campaignId } }) => {
    const given = core.write((tx) => handOut(core, tx, me, campaignId, dayBegan(tx.now)));
    return { given, state: handingState(core, me, campaignId) };
  }),

  done: os.done.handler(({ context: { core, me }, input: { campaignId } }) => {
    const from = { campaignId, texterId: me.id, until: ANY_TIME };
    let returned = 0;
    for (let some = MOST_AT_ONCE; some === MOST_AT_ONCE; returned += some) {
      some = core.write((tx) => {
        handingFor(tx.db, me, campaignId);
        return giveBack(core, tx, from, 'done');
      });
    }
    return { returned, state: handingState(core, me, campaignId) };
  }),

  take: os.take.handler(({ context: { core, me }, input }) => ({
    conversationId: core.write((tx) => takeReply(core, tx, me, input.campaignId)),
  })),

  // The call itself is the act, which the check of its access has noted.
  here: os.here.handler(() => ({ ok: true as const })),

  passedOn: os.passedOn.handler(({ context, input }) =>
    listPassedOn(context.core.db, viewerOf(context, input.viewAs)),
  ),

  seen: os.seen.handler(({ context: { core, me }, input }) => {
    core.write((tx) => markPassedOnSeen(tx, me, input.id));
    return { ok: true };
  }),
});

import { implement } from '@orpc/server';
import type { Me } from '../../../shared/contract/access/session.ts';
import type { Who } from '../../../shared/contract/campaigns/who.ts';
import { contract } from '../../../shared/contract/index.ts';
import type { TakeIn } from '../../../shared/contract/lists.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { scriptOf } from '../questions/script.ts';
import type { Core, Tx } from '../store/context.ts';
import { archiveCampaign, bringBackCampaign } from './archive.ts';
import {
  assignTexters,
  closeCampaign,
  createCampaign,
  launchCampaign,
  pauseCampaign,
  removeCampaign,
  updateCampaign,
} from './campaigns.ts';
import { copyCampaign } from './copy.ts';
import { followUpDryRun } from './followUp.ts';
import type { Imports } from './imports.ts';
import { listCampaigns, readCampaign } from './queries.ts';
import { scheduleCampaign } from './schedule.ts';
import { scheduleWarnings } from './scheduleWarnings.ts';

const os = implement(contract.campaign)
  .$context<RpcContext<{ imports(): Imports }>>()
  .use(translated)
  .use(access)
  .use(signedIn);

type Asked = {
  readonly id: string;
  readonly who: Who;
  readonly fixedLines?: 'leave-out' | 'import' | undefined;
  readonly takeIn: readonly TakeIn[];
};

const chosenOf = ({ id: campaignId, who, fixedLines, takeIn }: Asked) => ({
  campaignId,
  who,
  takeIn,
  fixedLines: fixedLines === 'import',
});

/** Does the work, then returns the campaign as it is now. */
function changed(core: Core, me: Me, id: string, work: (tx: Tx) => void) {
  core.write(work);
  return readCampaign(core.db, me, id);
}

export const campaign = os.router({
  list: os.list.handler(({ context, input }) =>
    listCampaigns(context.core.db, viewerOf(context, input.viewAs), input.archived),
  ),

  get: os.get.handler(({ context: { core, me }, input }) => readCampaign(core.db, me, input.id)),

  asks: os.asks.handler(({ context: { core, me }, input }) => [
    ...scriptOf(core.db, readCampaign(core.db, me, input.id).id).questions,
  ]),

  create: os.create.handler(({ context: { core, me }, input }) => {
    const id = core.write((tx) => createCampaign(core, tx, me.id, input));
    return readCampaign(core.db, me, id);
  }),

  update: os.update.handler(({ context: { core, me }, input: { id, ...change } }) =>
    changed(core, me, id, (tx) => updateCampaign(core, tx, me.id, id, change)),
  ),

  copy: os.copy.handler(({ context: { core, me }, input }) => {
    const id = core.write((tx) => copyCampaign(core, tx, me.id, input));
    return readCampaign(core.db, me, id);
  }),

  followUpDryRun: os.followUpDryRun.handler(({ context: { core }, input, signal }) =>
    followUpDryRun(core, chosenOf(input), signal),
  ),

  followUp: os.followUp.handler(({ context: { core, me, services }, input }) => {
    const { name, parts } = input;
    const asked = { ...chosenOf(input), name, parts, accountId: me.id, write: core.write };
    const { campaignId, job } = services.imports().followUp(asked);
    return { campaign: readCampaign(core.db, me, campaignId), job };
  }),

  archive: os.archive.handler(({ context: { core, me }, input }) =>
    changed(core, me, input.id, (tx) => archiveCampaign(core, tx, me.id, input.id)),
  ),

  bringBack: os.bringBack.handler(({ context: { core, me }, input }) =>
    changed(core, me, input.id, (tx) => bringBackCampaign(core, tx, me.id, input.id)),
  ),

  schedule: os.schedule.handler(({ context: { core, me }, input: { id, schedule, confirmed } }) =>
    changed(core, me, id, (tx) => scheduleCampaign(core, tx, me.id, id, schedule, confirmed)),
  ),

  scheduleWarnings: os.scheduleWarnings.handler(({ context: { core, me }, input: { id } }) => {
    readCampaign(core.db, me, id);
    return scheduleWarnings(core, id);
  }),

  assign: os.assign.handler(({ context: { core, me }, input }) =>
    changed(core, me, input.id, (tx) => assignTexters(core, tx, me.id, input.id, input.texterIds)),
  ),

  launch: os.launch.handler(({ context: { core, me }, input }) =>
    changed(core, me, input.id, (tx) => launchCampaign(core, tx, me.id, input.id, input.confirmed)),
  ),

  pause: os.pause.handler(({ context: { core, me }, input }) =>
    changed(core, me, input.id, (tx) => pauseCampaign(core, tx, me.id, input.id)),
  ),

  close: os.close.handler(({ context: { core, me }, input }) =>
    changed(core, me, input.id, (tx) => closeCampaign(core, tx, me.id, input.id)),
  ),

  remove: os.remove.handler(({ context: { core, me }, input }) => {
    core.write((tx) => removeCampaign(core, tx, me.id, input.id));
    return { ok: true };
  }),
});

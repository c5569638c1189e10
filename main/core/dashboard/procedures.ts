import { implement } from '@orpc/server';
import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import type { Core } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { readCockpit } from './cockpit.ts';
import { readCost } from './cost.ts';
import { ownZone } from './days.ts';
import { type DashboardInput, readDashboard } from './read.ts';

const os = implement(contract.dashboard).$context<RpcContext>().use(translated).use(access).use(signedIn);

/** Milliseconds that a dashboard is reused, since ages of actions grow without any change. */
const FRESH = 60_000;
/** Dashboards kept: the combinations of period and campaign that somebody is likely to look at. */
const MOST_KEPT = 40;

type Kept = { readonly seq: number; readonly at: number; readonly answer: Dashboard };
const kept = new WeakMap<Reader, Map<string, Kept>>();

/** The dashboard, counted again only after something changed, since screens ask every few seconds. */
function current(core: Core, input: DashboardInput): Dashboard {
  const answers = kept.get(core.db) ?? new Map<string, Kept>();
  kept.set(core.db, answers);
  const key = JSON.stringify(input);
  const now = core.ports.clock.now();
  const seq = core.changes.last();
  const found = answers.get(key);
  if (found && found.seq === seq && now - found.at < FRESH && now < found.answer.to) return found.answer;
  const answer = readDashboard(core.db, input, now);
  if (answers.size >= MOST_KEPT) answers.clear();
  answers.set(key, { seq, at: now, answer });
  return answer;
}

export const dashboard = os.router({
  read: os.read.handler(({ context: { core }, input }) =>
    current(core, {
      period: input.period,
      campaignId: input.campaignId ?? null,
      zone: input.zone ?? ownZone(),
    }),
  ),
});

const cockpitOs = implement(contract.cockpit)
  .$context<RpcContext>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const cockpit = cockpitOs.router({
  read: cockpitOs.read.handler(({ context: { core }, input }) =>
    readCockpit(core.db, input.campaignId, core.ports.clock.now()),
  ),
});

const costOs = implement(contract.cost).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const cost = costOs.router({
  read: costOs.read.handler(({ context: { core }, input }) => readCost(core.db, input.campaignId)),
});

import { implement } from '@orpc/server';
import type { Me } from '../../../shared/contract/access/session.ts';
import { contract } from '../../../shared/contract/index.ts';
import { Sampling } from '../../../shared/schema/review.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { countOfActions } from '../actions/page.ts';
import { append } from '../ledger/append.ts';
import { setSetting } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { readAgreement } from './agreement.ts';
import { answerEnquiry, askSupervisor } from './enquiry.ts';
import { readReview } from './item.ts';
import { judgeMissed, judgeOptOut } from './judge.ts';
import { undoVerdicts, upholdMany } from './many.ts';
import { countMissed, listEnquiries, listMissed } from './missed.ts';
import { countQueue, listQueue, type ReviewFilter } from './queue.ts';

const SAMPLING_KEY = 'review-sampling';
/** A tenth of automatic opt-outs, all by hand, and all with a sign of risk. */
const USUAL_SAMPLING: Sampling = { automatic: 10, manual: 100, risky: true };

/** The share of opt-outs that supervisors review. */
function readSampling(db: Reader): Sampling {
  const row = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', SAMPLING_KEY);
  return row ? Sampling.parse(JSON.parse(row.value)) : USUAL_SAMPLING;
}

/** Changes the share. The sample follows from ids, so a larger one contains the smaller. */
function writeSampling(core: Core, tx: Tx, actorId: string, sampling: Sampling): Sampling {
  setSetting(tx, SAMPLING_KEY, sampling);
  append(core, tx, { kind: 'review-sampling-changed', actorId, payload: { ...sampling } });
  tx.touch('settings');
  return sampling;
}

const os = implement(contract.review).$context<RpcContext>().use(translated).use(access).use(signedIn);
const OK = { ok: true } as const;

function decide(core: Core, me: Me, filter: ReviewFilter): { decide: number; overdue: number } {
  const { open, overdue } = countOfActions(
    core.db,
    me,
    { ...filter, supervised: true },
    core.ports.clock.now(),
  );
  return { decide: open, overdue };
}

export const review = os.router({
  queue: os.queue.handler(({ context: { core, me }, input }) =>
    listQueue(core.db, input, readSampling(core.db), me.id),
  ),

  missed: os.missed.handler(({ context: { core }, input }) =>
    listMissed(core.db, core.ports.clock.now(), input),
  ),

  enquiries: os.enquiries.handler(({ context: { core }, input }) => listEnquiries(core.db, input)),

  counts: os.counts.handler(({ context: { core, me }, input }) => ({
    ...decide(core, me, input),
    ...countQueue(core.db, readSampling(core.db), input),
    missed: countMissed(core.db, core.ports.clock.now(), input),
    enquiries: listEnquiries(core.db, input).length,
  })),

  get: os.get.handler(({ context: { core, me }, input }) => readReview(core.db, me, input.id)),

  judge: os.judge.handler(({ context: { core, me }, input }) => {
    const verdictId = core.write((tx) => judgeOptOut(core, tx, { ...input, actorId: me.id }));
    return { ok: true, verdictId };
  }),

  judgeMissed: os.judgeMissed.handler(({ context: { core, me }, input }) => {
    const verdictId = core.write((tx) => judgeMissed(core, tx, { ...input, actorId: me.id }));
    return { ok: true, verdictId };
  }),

  upholdMany: os.upholdMany.handler(({ context: { core, me }, input }) =>
    core.write((tx) => upholdMany(core, tx, me, input.ids)),
  ),

  undo: os.undo.handler(({ context: { core, me }, input }) =>
    core.write((tx) => undoVerdicts(core, tx, me, input.ids, input.confirmed)),
  ),

  ask: os.ask.handler(({ context: { core, me }, input }) => {
    core.write((tx) => askSupervisor(core, tx, me, input.id, input.note));
    return OK;
  }),

  answerEnquiry: os.answerEnquiry.handler(({ context: { core, me }, input }) => {
    core.write((tx) => answerEnquiry(core, tx, me, input.id, input.answer));
    return OK;
  }),

  agreement: os.agreement.handler(({ context: { core }, input }) =>
    readAgreement(core.db, core.ports.clock.now(), input.weeks),
  ),

  sampling: os.sampling.handler(({ context: { core } }) => readSampling(core.db)),

  setSampling: os.setSampling.handler(({ context: { core, me }, input }) =>
    core.write((tx) => writeSampling(core, tx, me.id, input)),
  ),
});

import { implement, ORPCError } from '@orpc/server';
import type { Me } from '../../../shared/contract/access/session.ts';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import { ASKED_TO_STOP, mayDecide } from '../../../shared/contract/decisions/mayDecide.ts';
import { UNDO_SHOWN } from '../../../shared/contract/decisions/optOutByHand.ts';
import { contract } from '../../../shared/contract/index.ts';
import type { ActionResolution } from '../../../shared/contract/people.ts';
import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { listActions } from '../actions/list.ts';
import { pageOfActions, summaryOfActions } from '../actions/page.ts';
import { CoreError } from '../base/errors.ts';
import { stillBlocked } from '../people/person.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { assignActions } from './assignAction.ts';
import { type Resolved, resolveAction } from './decideAction.ts';
import { escalateAction } from './escalateAction.ts';
import { forbidsAgain } from './sendAgain.ts';

const os = implement(contract.action).$context<RpcContext>().use(translated).use(access).use(signedIn);

type Deed = {
  readonly resolution: ActionResolution;
  readonly reason: string;
  readonly confirmation?: string | undefined;
  readonly confirmed?: readonly WarningCode[];
};

/**
 * Checks that the caller may decide. For a texter, an action that they may not see does not exist; an admin
 * learns that it was decided.
 */
function mustDecide(tx: Tx, me: Me, actionId: string, resolution: ActionResolution): void {
  const [seen] = listActions(tx.db, me, { id: actionId });
  if (me.role !== 'admin' && !seen) throw new CoreError('NOT_FOUND', t('core:action.gone'));
  if (seen && !mayDecide(me.role, seen.kind, resolution)) {
    const who =
      resolution === 'opt-in' ? 'adminOnly' : ASKED_TO_STOP.has(seen.kind) ? 'overseers' : 'texters';
    throw new CoreError('FORBIDDEN', t(`core:action.${who}`));
  }
}

/**
 * The rule that forbids sending a text again. It is recorded, so the transaction must be committed before it
 * is reported.
 */
function forbidden(core: Core, tx: Tx, me: Me, actionId: string): GuardRule | null {
  mustDecide(tx, me, actionId, 'send-again');
  return forbidsAgain(core, tx, { actionId, actorId: me.id });
}

function resolve(core: Core, tx: Tx, me: Me, actionId: string, deed: Deed): Resolved {
  mustDecide(tx, me, actionId, deed.resolution);
  return resolveAction(core, tx, { ...deed, actionId, actorId: me.id });
}

/**
 * Whether another action of the same call, about the same person, has settled this one by opting them out.
 */
function settledHere(tx: Tx, me: Me, actionId: string): boolean {
  const sql = "SELECT 1 FROM action WHERE id = ? AND state = 'done' AND resolved_by = ? AND resolved_at = ?";
  return one(tx.db, sql, actionId, me.id, tx.now) !== undefined;
}

/** What the contact must still do after an opt-in. */
function remaining(core: Core, actionId: string): string[] {
  const row = one<{ subject: string }>(core.db, 'SELECT subject FROM action WHERE id = ?', actionId);
  return row ? stillBlocked(core.db, row.subject) : [];
}

export const action = os.router({
  list: os.list.handler(({ context, input }) =>
    listActions(context.core.db, viewerOf(context, input.viewAs), input),
  ),

  page: os.page.handler(({ context, input }) =>
    pageOfActions(context.core.db, viewerOf(context, input.viewAs), input, context.core.ports.clock.now()),
  ),

  summary: os.summary.handler(({ context, input }) =>
    summaryOfActions(context.core.db, viewerOf(context, input.viewAs), context.core.ports.clock.now()),
  ),

  resolve: os.resolve.handler(({ context: { core, me }, input: { id, ...deed } }) => {
    const done = core.write((tx) => {
      const rule = deed.resolution === 'send-again' ? forbidden(core, tx, me, id) : null;
      if (rule) return rule;
      const { optOut } = resolve(core, tx, me, id, deed);
      return {
        ok: true as const,
        optOut: optOut && { ...optOut, undoUntil: tx.now + UNDO_SHOWN },
        remains: deed.resolution === 'opt-in' ? remaining(core, id) : [],
      };
    });
    if (typeof done === 'object') return done;
    throw new ORPCError('GUARD', { status: 409, message: guardSentence(done), data: { rule: done } });
  }),

  resolveMany: os.resolveMany.handler(({ context: { core, me }, input: { ids, ...deed } }) =>
    core.write((tx) => {
      const done: { id: string; optOutId: string | null }[] = [];
      const refused: { id: string; why: string }[] = [];
      for (const id of new Set(ids)) {
        try {
          done.push({ id, optOutId: resolve(core, tx, me, id, deed).optOut?.optOutId ?? null });
        } catch (error) {
          // A refused action changed nothing, so the others can go on.
          if (!(error instanceof CoreError)) throw error;
          if (settledHere(tx, me, id)) done.push({ id, optOutId: null });
          else refused.push({ id, why: error.message });
        }
      }
      return { done, refused };
    }),
  ),

  assign: os.assign.handler(({ context: { core, me }, input }) => {
    core.write((tx) => assignActions(core, tx, { ...input, actorId: me.id }));
    return { ok: true };
  }),

  escalate: os.escalate.handler(({ context: { core, me }, input }) => {
    const decideBy = core.write((tx) => escalateAction(core, tx, { ...input, actorId: me.id }));
    return { ok: true, decideBy };
  }),
});

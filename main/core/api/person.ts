import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { shareOut } from '../campaigns/share.ts';
import { CoreError } from '../errors.ts';
import { inForce, reverseOptOuts } from '../ledger/optOut.ts';
import { senderNumbersOf } from '../store/queries/person.ts';
import { all } from '../store/statement.ts';
import type { RpcContext } from './context.ts';
import { access, signedIn, translated } from './middleware.ts';
import { optOutByHand } from './optOutByHand.ts';
import { which } from './which.ts';
import { why } from './why.ts';

const os = implement(contract.person).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const person = os.router({
  why: os.why.handler(({ context: { core, me }, input }) => why(core, me, which(core, me, input))),

  optOut: os.optOut.handler(({ context: { core, me }, input }) => {
    const whom = which(core, me, input);
    return core.write((tx) => optOutByHand(core, tx, me, { ...whom, reason: input.reason }));
  }),

  optIn: os.optIn.handler(({ context: { core, me }, input }) => {
    const { subject } = which(core, me, input);
    return core.write((tx) => {
      const optOutIds = inForce(tx.db, subject);
      if (optOutIds.length === 0) throw new CoreError('CONFLICT', 'This contact is not opted out.');
      reverseOptOuts(core, tx, { subject, optOutIds, actorId: me.id, reason: input.reason, undo: false });
      // A contact who was opted out when their campaign was shared out has no texter yet.
      const campaigns = all<{ id: string }>(
        tx.db,
        "SELECT DISTINCT campaign_id AS id FROM conversation WHERE subject = ? AND state = 'to-send' AND texter_id IS NULL",
        subject,
      );
      for (const campaign of campaigns) shareOut(core, tx, campaign.id);
      const remains = senderNumbersOf(tx.db, subject)
        .filter((sender) => sender.block === 'inferred' || sender.block === 'confirmed')
        .map((sender) => sender.sentence);
      return { reversed: optOutIds.length, remains };
    });
  }),
});

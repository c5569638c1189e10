import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import { written } from '../../../shared/text/stored.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import type { BackupService } from '../backup/backupService.ts';
import { CoreError } from '../base/errors.ts';
import { shareAgain } from '../conversations/shareOut.ts';
import { optOutByHand } from '../decisions/optOutByHand.ts';
import { useNumberAgain } from '../decisions/useAgain.ts';
import { erasePerson, knownOf } from '../erase/erase.ts';
import { forgetUploads } from '../lists/uploads.ts';
import { reverseOptOuts } from '../optOuts/optOut.ts';
import { dropDryRuns } from '../optOuts/optOutDryRun.ts';
import { offerConfirmation } from '../outbox/confirmationOffer.ts';
import { inForce } from '../people/optedOut.ts';
import { stillBlocked } from '../people/person.ts';
import { which } from './which.ts';
import { why } from './why.ts';

const os = implement(contract.person)
  .$context<RpcContext<{ backups(): BackupService }>>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const person = os.router({
  why: os.why.handler(({ context: { core, me }, input }) => why(core, me, which(core, me, input))),

  optOut: os.optOut.handler(({ context: { core, me }, input }) => {
    const whom = which(core, me, input);
    return core.write((tx) =>
      optOutByHand(core, tx, me, {
        ...whom,
        reason: input.reason,
        confirmation: input.confirmation,
        confirmed: input.confirmed,
      }),
    );
  }),

  confirmation: os.confirmation.handler(({ context: { core, me }, input }) => {
    const texter = me.role === 'texter';
    // A texter may not ask about a number alone: the answer would show whether it wrote to anybody.
    if (texter && input.conversationId === undefined) {
      throw new CoreError('INVALID', t('core:person.nameConversation'));
    }
    return offerConfirmation(core, which(core, me, input), texter);
  }),

  erasable: os.erasable.handler(({ context: { core, me }, input }) =>
    knownOf(core.db, which(core, me, input).subject),
  ),

  erase: os.erase.handler(async ({ context: { core, me, services }, input }) => {
    const { subject } = which(core, me, input);
    const erased = knownOf(core.db, subject);
    core.write((tx) => erasePerson(core, tx, { subject, reason: input.reason, actorId: me.id }));
    dropDryRuns(core);
    await forgetUploads(core);
    await services.backups().clean();
    return { erased };
  }),

  useAgain: os.useAgain.handler(({ context: { core, me }, input }) => {
    const { subject } = which(core, me, input);
    return {
      ended: core.write((tx) => useNumberAgain(core, tx, { subject, actorId: me.id, reason: input.reason })),
    };
  }),

  optIn: os.optIn.handler(({ context: { core, me }, input }) => {
    const { subject } = which(core, me, input);
    return core.write((tx) => {
      const optOutIds = inForce(tx.db, subject);
      if (optOutIds.length === 0) throw new CoreError('CONFLICT', t('core:person.notOptedOut'));
      reverseOptOuts(core, tx, {
        subject,
        optOutIds,
        actorId: me.id,
        reason: written(input.reason),
        undo: false,
      });
      shareAgain(tx, [subject]);
      return { reversed: optOutIds.length, remains: stillBlocked(tx.db, subject) };
    });
  }),
});

import type { UseAgainReason } from '../../../shared/contract/people.ts';
import { ALL_FACTS, endNumberFacts, factsInForce } from '../people/facts.ts';
import type { Core, Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';
import { resolveAction } from './decideAction.ts';

/**
 * A person decides to use a number again: all facts about it end, and the actions that asked about them
 * close. Returns how many facts there were.
 */
export function useNumberAgain(
  core: Core,
  tx: Tx,
  who: { readonly subject: string; readonly actorId: string; readonly reason?: UseAgainReason | undefined },
): number {
  const { subject, actorId, reason } = who;
  const open = all<{ id: string }>(
    tx.db,
    `SELECT id FROM action INDEXED BY action_subject WHERE subject = ? AND state = 'open' AND kind = 'provider-refused'
       AND rule = 'invalid-number'`,
    subject,
  );
  const before = factsInForce(tx.db, subject).length;
  // Before the actions, since closing them would end the facts without this reason.
  endNumberFacts(core, tx, { subject, kinds: ALL_FACTS, actorId, why: 'used-again', reason });
  for (const { id } of open)
    resolveAction(core, tx, { actionId: id, resolution: 'carry-on', reason: '', actorId });
  core.wake();
  return before;
}

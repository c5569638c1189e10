import { keep } from '../../../shared/text/stored.ts';
import { makeStopped } from '../connections/connectionRecord.ts';
import { setCampaignState } from '../conversations/campaignRecord.ts';
import type { Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';

const idsOf = ({ db }: Tx, statement: string) => all<{ id: string }>(db, statement).map(({ id }) => id);

/**
 * For a console that is no longer one of several: the others go on sending what waits here too, and no longer
 * hear who asks to stop here. So nothing leaves before an admin tests the connections and launches the
 * campaigns anew.
 */
export function holdAll(tx: Tx): void {
  const why = keep('kept:consoles.left');
  for (const id of idsOf(tx, 'SELECT id FROM connection')) makeStopped(tx, id, why);
  for (const id of idsOf(tx, "SELECT id FROM campaign WHERE state = 'launched'"))
    setCampaignState(tx, id, 'paused', why);
}

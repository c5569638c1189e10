import { mendOptOuts } from '../backup/unite/mend.ts';
import type { Core } from '../store/context.ts';
import type { LoggedConsole } from './log/membership.ts';
import { endPart, positionOf, wholePositions } from './positionRecord.ts';

/**
 * A console that was shut out between two changes of one moment never tells the rest. What it told stays, and
 * opt-outs of which the entries did not come any more get them here. @throws StoreError
 */
export function endParts(core: Core, consoles: readonly LoggedConsole[]): void {
  const whole = wholePositions(core.db);
  const ended = consoles.filter(
    ({ id, removedAt, head }) =>
      removedAt !== null && positionOf(core.db, id) >= head && (whole.get(id) ?? 0) < head,
  );
  if (ended.length === 0) return;
  core.write((tx) => {
    for (const { id } of ended) endPart(tx.db, id);
    mendOptOuts(core, tx, new Set());
  });
}

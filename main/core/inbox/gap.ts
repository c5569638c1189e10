import type { Core } from '../context.ts';
import { append } from '../ledger/append.ts';
import type { PullResult } from '../providers/provider.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import { one, run } from '../store/statement.ts';
import { openAction } from './openAction.ts';
import { placeOf, regionOf } from './place.ts';

/**
 * The provider lists a reply that no webhook brought: its words are lost, and they may have been STOP (providers.md, 2.5). Such a
 * contact goes on hold until a person clears it.
 */
export function holdForGaps(core: Core, connectionId: string, gaps: PullResult['gaps']): void {
  if (gaps.length === 0) return;
  core.write((tx) => {
    for (const gap of gaps) {
      const known = one(
        tx.db,
        `SELECT 1 FROM message WHERE connection_id = @connection AND provider_id = @id
         UNION ALL SELECT 1 FROM ledger WHERE kind = 'inbound-lost' AND evidence_id = @id AND subject = @subject LIMIT 1`,
        { connection: connectionId, id: gap.providerId, subject: core.subject(gap.from) },
      );
      if (known) continue;
      const place = placeOf(core, tx, connectionId, gap.from, gap.to);
      append(core, tx, {
        kind: 'inbound-lost',
        actorId: null,
        subject: place.subject,
        evidenceId: gap.providerId,
      });
      run(
        tx.db,
        "UPDATE conversation SET hold_at = ?, rev = ? WHERE id = ? AND hold_at IS NULL AND opt_state = 'none'",
        tx.now,
        tx.rev(),
        place.conversationId,
      );
      openAction(core, tx, {
        kind: 'likely-opt-out',
        subject: place.subject,
        conversationId: place.conversationId,
        messageId: null,
        rule: 'inbound-lost',
        matched: '',
        detail: 'A reply came in whose words were lost. Ask the contact by another way, or opt them out.',
        holds: true,
        dueAt: addBusinessDays(tx.now, 10, regionOf(tx, place.conversationId)),
      });
      tx.touch('conversations');
    }
  });
}

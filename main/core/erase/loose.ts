import { emptyStateDetail } from '../connections/connectionRecord.ts';
import { emptyStoppedDetail } from '../connections/senderNumberRecord.ts';
import { emptyPauseReason } from '../conversations/campaignRecord.ts';
import { forgetView } from '../conversations/savedViews.ts';
import { forgetTexterNote } from '../conversations/texterNotes.ts';
import { emptyJob, scrubRefused } from '../lists/jobStore.ts';
import { subjectsIn } from '../people/numbersIn.ts';
import type { Core, Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';
import { emptyDelivery } from '../webhooksOut/deliveryRecord.ts';
import { emptyEndpointDetail } from '../webhooksOut/endpointRecord.ts';

type Loose = { readonly id: string; readonly text: string };

/** Texts of people or providers in rows about no particular person, and what empties them. */
const LOOSE: readonly { readonly sql: string; readonly empty: (tx: Tx, id: string) => void }[] = [
  {
    sql: "SELECT id, state_detail AS text FROM connection WHERE state_detail <> ''",
    empty: emptyStateDetail,
  },
  {
    sql: "SELECT id, stopped_detail AS text FROM sender_number WHERE stopped_detail <> ''",
    empty: emptyStoppedDetail,
  },
  { sql: "SELECT id, detail AS text FROM webhook_endpoint WHERE detail <> ''", empty: emptyEndpointDetail },
  { sql: "SELECT id, pause_reason AS text FROM campaign WHERE pause_reason <> ''", empty: emptyPauseReason },
  { sql: "SELECT id, detail AS text FROM webhook_delivery WHERE detail <> ''", empty: emptyDelivery },
  { sql: "SELECT id, detail AS text FROM job WHERE detail <> ''", empty: emptyJob },
  // A filter without its condition would show everybody, under a misleading name, so it is deleted.
  { sql: "SELECT id, name || ' ' || filter AS text FROM saved_view", empty: forgetView },
  { sql: 'SELECT id, body AS text FROM texter_note', empty: forgetTexterNote },
];

/**
 * Empties free texts that have a number of somebody in `erased`, in any format, or one of `names`: rows that
 * imports refused, saved views, notes to texters, what providers said about a connection.
 */
export function scrubLoose(
  core: Pick<Core, 'subject'>,
  tx: Tx,
  erased: ReadonlySet<string>,
  names: readonly string[] = [],
): void {
  // As whole words, since a note about planning is not about Ann. Other scripts may have no blanks around it.
  const escaped = (name: string) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const named = names
    .filter((name) => name.length > 2)
    .map((name) => new RegExp(`(?<!\\p{Script=Latin})${escaped(name)}(?!\\p{Script=Latin})`, 'iu'));
  const tells = ({ text }: { readonly text: string }) => {
    if (named.some((name) => name.test(text))) return true;
    return /\p{Nd}{3}/u.test(text) && subjectsIn(core, text).some((subject) => erased.has(subject));
  };
  for (const { sql, empty } of LOOSE) {
    for (const row of all<Loose>(tx.db, sql).filter(tells)) empty(tx, row.id);
  }
  const refused = all<{ readonly job_id: string; readonly line: number; readonly text: string }>(
    tx.db,
    "SELECT job_id, line, value || ' ' || name AS text FROM job_refusal WHERE value <> '' OR name <> ''",
  );
  for (const row of refused.filter(tells)) scrubRefused(tx, row.job_id, row.line);
}

import { retireReply } from '../../conversations/cannedReplies.ts';
import { all } from '../../store/statement.ts';
import { bringTable, changesOf, type Union } from './copy.ts';
import type { Row } from './source.ts';

/** The newest revision among a campaign's replies, by campaign. */
function newestRevisions(rows: Iterable<Row>, idOf: (campaignId: string) => string): Map<string, string> {
  const newest = new Map<string, string>();
  for (const { campaign_id, rev } of rows) {
    const id = idOf(String(campaign_id));
    if (String(rev) > (newest.get(id) ?? '')) newest.set(id, String(rev));
  }
  return newest;
}

/**
 * The canned replies of two histories. A campaign offers what one of the two sides had saved as a whole: the
 * copy's where it is restored, else the newer. What the other side alone has comes in, or stays, as retired.
 * Of the counts of uses the greater stays: one history knows the other up to the day of the copy. Of a copy
 * that could not be read whole, replies count only where we have none.
 */
export function bringReplies(union: Union, restoring: boolean): void {
  const { db, now } = union.tx;
  const ours = newestRevisions(all<Row>(db, 'SELECT * FROM canned_reply'), (id) => id);
  const theirs = newestRevisions(union.source.rows('canned_reply'), (id) => union.same.get(id) ?? id);
  const torn = union.source.torn.has('canned_reply');
  const counts = (id: string, rev: string) =>
    !ours.has(id) || (!torn && (restoring || rev > (ours.get(id) ?? '')));
  const theirsCount = new Set([...theirs].filter(([id, rev]) => counts(id, rev)).map(([id]) => id));
  const seen = new Set<string>();
  bringTable(union, 'canned_reply', {
    match: (row) => {
      seen.add(String(row.id));
      return null;
    },
    onInsert: (row) =>
      theirsCount.has(String(row.campaign_id))
        ? row
        : { ...row, retired_at: row.retired_at ?? now, picture_id: null },
    onConflict: (mine, other) => {
      const change = theirsCount.has(String(other.campaign_id)) ? changesOf(mine, other) : {};
      return Object.keys(change).length === 0 ? null : change;
    },
  });
  for (const campaignId of theirsCount) {
    const offered = all<{ id: string }>(
      db,
      'SELECT id FROM canned_reply WHERE campaign_id = ? AND retired_at IS NULL',
      campaignId,
    );
    for (const { id } of offered) if (!seen.has(id)) retireReply(union.tx, id);
  }
  bringTable(union, 'canned_use', {
    onConflict: (mine, other) =>
      Number(other.uses) > Number(mine.uses) ? { uses: other.uses, last_at: other.last_at } : null,
  });
}

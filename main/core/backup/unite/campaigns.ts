import { KEPT_IN_STORE } from '../../../../shared/schema/contactColumns.ts';
import { keep } from '../../../../shared/text/stored.ts';
import { one } from '../../store/statement.ts';
import { bringTable, newer, type Union } from './copy.ts';
import { bringLists } from './listsAndViews.ts';
import type { Row } from './source.ts';

/** The contact's columns of a conversation. */
const CONTACT = [...KEPT_IN_STORE, 'fields'];
const CAMPAIGN = ['name', 'script', 'handing', 'schedule', 'daily_goal'];
const only = (row: Row, names: readonly string[], rev: string): Row => ({
  ...Object.fromEntries(names.map((name) => [name, row[name]])),
  rev,
});

/** Campaigns with their texters, saved lists, imports and contacts. What was running there is paused here. */
export function bringCampaigns(union: Union, restoring: boolean): void {
  const { db, now } = union.tx;
  const details = (names: readonly string[]) => (ours: Row, theirs: Row) => {
    if (ours.number === null) return null;
    const differs = names.some((name) => ours[name] !== theirs[name]);
    if (!differs || (!restoring && newer(ours, theirs) === null)) return null;
    return only(theirs, names, union.tx.rev());
  };
  const added = new Set<unknown>();
  bringTable(union, 'campaign', {
    onInsert: (row) => {
      // A test is begun anew where it is wanted.
      if (row.is_test === 1) return { ...row, state: 'closed', archived_at: row.archived_at ?? now };
      return row.state === 'launched'
        ? { ...row, state: 'paused', pause_reason: keep('kept:copied.campaign') }
        : row;
    },
    onConflict: details(CAMPAIGN),
    after: (row) => added.add(row.id),
  });
  bringTable(union, 'campaign_texter', { onInsert: (row) => (added.has(row.campaign_id) ? row : null) });
  bringLists(union, restoring);
  bringTable(union, 'job', {
    onInsert: (row) =>
      row.state === 'running' ? { ...row, state: 'failed', asked: null, updated_at: now } : row,
  });
  bringTable(union, 'job_refusal');
  bringTable(union, 'conversation', {
    match: (row) =>
      one<{ id: string }>(
        db,
        'SELECT id FROM conversation WHERE campaign_id = ? AND subject = ?',
        row.campaign_id,
        row.subject,
      )?.id ?? null,
    onConflict: details(CONTACT),
  });
}

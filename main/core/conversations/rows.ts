import { z } from 'zod';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import type { ConversationState, OptState } from '../../../shared/schema/words.ts';
import { hadAutomatic, type Viewer, visibleTexts } from '../access/visible.ts';
import { STOP_WAITS } from '../people/urgency.ts';
import { isAbusive } from '../rules/abuse.ts';
import { LAST_FAILED } from './failed.ts';

const Ids = z.array(z.string());

/** What the contact of conversation `c` is called on the screen: the name, else the number, as SQL. */
export const SHOWN_NAME = "coalesce(nullif(trim(c.first_name || ' ' || c.last_name), ''), c.number, '')";

export type ListedRow = {
  readonly id: string;
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly is_test: number;
  readonly origin_campaign_id: string | null;
  readonly first_name: string;
  readonly last_name: string;
  readonly number: string | null;
  readonly state: ConversationState;
  readonly opt_state: OptState;
  readonly opt_cause: OptOutCause | null;
  readonly hold_at: number | null;
  readonly outcome: string | null;
  readonly texter_id: string | null;
  readonly texter_name: string | null;
  readonly last_text: string | null;
  readonly last_direction: 'in' | 'out' | null;
  readonly sort_at: number;
  readonly enquiry: number;
  readonly stop_waits: number;
  readonly failed: number;
  readonly tag_ids: string;
  readonly reminder_at: number | null;
  readonly reminder_back: number | null;
};

/** The latest text that a texter may read, where the column may hold one that they may not. */
function last(viewer: Viewer, column: 'body' | 'direction', kept: string): string {
  if (viewer.role !== 'texter') return kept;
  return `CASE WHEN ${hadAutomatic('c')} THEN (SELECT m.${column} FROM message m WHERE m.conversation_id = c.id
    AND ${visibleTexts(viewer).sql} ORDER BY m.at DESC, m.id DESC LIMIT 1) ELSE ${kept} END`;
}

/** Columns of ListedRow; needs conversation c, campaign k and (outer) account t. Takes no values. */
export function listedColumns(viewer: Viewer): string {
  return `c.id, c.campaign_id, k.name AS campaign_name, k.is_test,
    k.origin_campaign_id, c.first_name, c.last_name, c.number, c.state, c.opt_state, c.opt_cause,
    c.hold_at, c.outcome, c.texter_id, t.name AS texter_name, c.sort_at,
    EXISTS (SELECT 1 FROM action q INDEXED BY action_conversation WHERE q.conversation_id = c.id AND q.state = 'open' AND q.kind = 'escalated'
      AND q.rule = 'enquiry') AS enquiry, ${STOP_WAITS} AS stop_waits, ${LAST_FAILED} AS failed,
    (SELECT json_group_array(g.tag_id) FROM conversation_tag g WHERE g.conversation_id = c.id) AS tag_ids,
    (SELECT r.due_at FROM reminder r WHERE r.conversation_id = c.id) AS reminder_at,
    (SELECT r.back_at IS NOT NULL FROM reminder r WHERE r.conversation_id = c.id) AS reminder_back,
    ${last(viewer, 'body', 'c.last_text')} AS last_text, ${last(viewer, 'direction', 'c.last_direction')} AS last_direction`;
}

/** A row for the viewer. Texters see that a person was opted out by hand, nothing of automatic opt-outs. */
export function toConversationRow(row: ListedRow, viewer: Viewer): ConversationRow {
  const abusive = row.last_direction === 'in' && isAbusive(row.last_text ?? '');
  return {
    id: row.id,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    name: `${row.first_name} ${row.last_name}`.trim(),
    number: row.number,
    state: row.state,
    optState: row.opt_state,
    optCause: viewer.role === 'texter' ? null : row.opt_cause,
    onHold: row.hold_at !== null,
    stopWaits: row.stop_waits === 1,
    failed: row.failed === 1,
    outcome: row.outcome,
    texterId: row.texter_id,
    texterName: row.texter_name,
    lastText: abusive && viewer.role === 'texter' ? '' : (row.last_text ?? ''),
    lastDirection: row.last_direction,
    ...(abusive ? { abusive } : {}),
    ...(row.is_test === 1 ? { test: { campaignId: row.origin_campaign_id } } : {}),
    ...(row.enquiry === 1 ? { enquiry: true } : {}),
    sortAt: row.sort_at,
    tagIds: Ids.parse(JSON.parse(row.tag_ids)),
    reminder: row.reminder_at === null ? null : { at: row.reminder_at, back: row.reminder_back === 1 },
  };
}

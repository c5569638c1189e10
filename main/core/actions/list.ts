import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { readSpan } from '../../../shared/schema/range.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import {
  and,
  type Condition,
  redactForTexter,
  type Viewer,
  visible,
  visibleNumber,
  visibleTexts,
} from '../access/visible.ts';
import { STOP_KINDS } from '../people/stopWaiting.ts';
import { stopFirst } from '../people/urgency.ts';
import { picturesAlone } from '../pictures/pictures.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

export type ActionRow = {
  readonly id: string;
  readonly kind: ActionKind;
  readonly conversation_id: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly number: string | null;
  readonly campaign_name: string | null;
  readonly text: string | null;
  readonly message_id: string | null;
  readonly pictures: number | null;
  readonly rule: string;
  readonly matched: string;
  readonly detail: Stored;
  readonly holds: number;
  readonly opened_at: number;
  readonly held_at: number | null;
  readonly due_at: number;
  readonly decide_by: number;
  /** 0: a plain STOP. */
  readonly place: number;
  readonly escalation: string;
  readonly escalated_at: number | null;
  readonly escalated_name: string | null;
  readonly assigned_to: string | null;
  readonly assigned_name: string | null;
};

/** Since when action `a` holds its number, as a column; null: it does not hold it. */
const HELD_AT = 'CASE WHEN a.holds = 1 THEN coalesce(a.held_at, a.opened_at) END AS held_at';

export type ActionFilter = {
  readonly id?: string | undefined;
  readonly kind?: ActionKind | undefined;
  readonly conversationId?: string | undefined;
  readonly subject?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly texterId?: string | undefined;
  /** When it was opened: a period of days as one text. */
  readonly opened?: string | undefined;
};

/**
 * A condition over `fromActions` for the open actions that the viewer may see. Texters do not see actions
 * without a conversation.
 */
export function openActionsWhere(viewer: Viewer, filter: ActionFilter): Condition {
  const parts: Condition[] = [{ sql: "a.state = 'open'", values: [] }];
  if (viewer.role === 'texter') {
    const text = visibleTexts(viewer, 'm');
    parts.push(visible(viewer), visibleNumber(viewer, 'a'), {
      ...text,
      sql: `(m.id IS NULL OR ${text.sql})`,
    });
    // What a review asks of the admins is hidden from the texter whom it is about.
    parts.push({
      sql: "a.kind <> 'review-mistaken' AND (a.kind <> 'escalated' OR a.rule = 'enquiry')",
      values: [],
    });
  }
  if (filter.id !== undefined) parts.push({ sql: 'a.id = ?', values: [filter.id] });
  if (filter.kind !== undefined) parts.push({ sql: 'a.kind = ?', values: [filter.kind] });
  if (filter.conversationId !== undefined)
    parts.push({ sql: 'a.conversation_id = ?', values: [filter.conversationId] });
  if (filter.subject !== undefined) parts.push({ sql: 'a.subject = ?', values: [filter.subject] });
  if (filter.campaignId !== undefined) parts.push({ sql: 'c.campaign_id = ?', values: [filter.campaignId] });
  if (filter.texterId !== undefined) parts.push({ sql: 'c.texter_id = ?', values: [filter.texterId] });
  if (filter.opened !== undefined) {
    const { from, to } = readSpan(filter.opened);
    parts.push({ sql: 'a.opened_at >= ? AND a.opened_at < ?', values: [from, to] });
  }
  return and(...parts);
}

/**
 * Supervisors decide about requests to stop and wrong numbers, so their list of what is to be done has these,
 * and what was given to them. `supervised`: the same for an admin, who asks for it.
 */
export function ownList(viewer: Viewer, supervised = false): Condition {
  if (viewer.role !== 'supervisor' && !supervised) return { sql: 'TRUE', values: [] };
  return {
    sql: `(a.kind IN ${STOP_KINDS} OR a.kind = 'wrong-number' OR a.assigned_to = ?)`,
    values: [viewer.id],
  };
}

const BESIDE = 'LEFT JOIN campaign k ON k.id = c.campaign_id LEFT JOIN message m ON m.id = a.message_id';

/** What every list shows of an action, over `fromActions` and `whose`. */
export const ACTION_COLUMNS = `a.id, a.kind, a.conversation_id, c.first_name, c.last_name,
  coalesce(c.number, m.number, a.number) AS number, k.name AS campaign_name, m.body AS text, m.id AS message_id, m.pictures, a.rule, a.matched, a.detail,
  a.holds, a.opened_at, ${HELD_AT}, a.due_at, a.decide_by, ${stopFirst('a')} AS place, a.escalation, a.escalated_at,
  e.name AS escalated_name, a.assigned_to, t.name AS assigned_name`;
/** Who it was given to (t), and by whom (e). */
export const WHOSE =
  'LEFT JOIN account t ON t.id = a.assigned_to LEFT JOIN account e ON e.id = a.escalated_by';
/** The order of every list: a plain STOP first, then what is due, and so what is overdue, first. */
export const ACTION_ORDER = `${stopFirst('a')}, a.decide_by, a.id`;

/**
 * The tables of actions. Aliases: a action, c conversation, k campaign, m message. A texter's actions are
 * found from their own conversations, by the index without automatic opt-outs, so that hidden ones do not
 * even make the page slower. Everybody else's come from `index`, in its order. `one`: the filter names an
 * action, a conversation or a number.
 */
export function fromActions(viewer: Viewer, index: string | null = null, one = false): string {
  if (viewer.role === 'texter' && !one) {
    return `FROM conversation c INDEXED BY conversation_texter
      CROSS JOIN action a INDEXED BY action_conversation ON a.conversation_id = c.id AND a.state = 'open' ${BESIDE}`;
  }
  return `FROM action a ${index === null ? '' : `INDEXED BY ${index}`} LEFT JOIN conversation c ON c.id = a.conversation_id ${BESIDE}`;
}

/** What a person must do: a plain STOP first, then soonest due first. */
export function listActions(db: Reader, viewer: Viewer, filter: ActionFilter): OpenAction[] {
  const where = openActionsWhere(viewer, filter);
  const one = (filter.id ?? filter.conversationId ?? filter.subject) !== undefined;
  const rows = all<ActionRow>(
    db,
    `SELECT ${ACTION_COLUMNS} ${fromActions(viewer, null, one)} ${WHOSE} WHERE ${where.sql} ORDER BY ${ACTION_ORDER}`,
    ...where.values,
  );
  return rows.map((row) => shown(db, row, viewer));
}

/** A row as the viewer may read it. */
export function shown(db: Reader, row: ActionRow, viewer: Viewer): OpenAction {
  return {
    id: row.id,
    kind: row.kind,
    conversationId: row.conversation_id,
    contactName: `${row.first_name ?? ''} ${row.last_name ?? ''}`.trim(),
    number: row.number,
    campaignName: row.campaign_name,
    text: redactForTexter(viewer, row.text ?? ''),
    // Texters see them in the thread.
    ...(row.message_id !== null && row.pictures && viewer.role !== 'texter'
      ? { pictures: picturesAlone(db, row.message_id) }
      : {}),
    rule: row.rule,
    matched: row.matched,
    detail: said(row.detail),
    holds: row.holds === 1,
    stop: row.place === 0,
    openedAt: row.opened_at,
    heldAt: row.held_at,
    dueAt: row.due_at,
    decideBy: row.decide_by,
    assignedTo: row.assigned_to === null ? null : { id: row.assigned_to, name: row.assigned_name ?? '' },
    escalation:
      row.escalated_at === null || viewer.role === 'texter'
        ? null
        : { at: row.escalated_at, by: row.escalated_name ?? '', note: row.escalation },
  };
}

/** How many open actions the viewer may see. */
export function countActions(db: Reader, viewer: Viewer, campaignId: string | null): number {
  const where = and(
    openActionsWhere(viewer, {}),
    campaignId === null ? { sql: 'TRUE', values: [] } : { sql: 'c.campaign_id = ?', values: [campaignId] },
  );
  const [row] = all<{ n: number }>(
    db,
    `SELECT count(*) AS n ${fromActions(viewer)} WHERE ${where.sql}`,
    ...where.values,
  );
  return row?.n ?? 0;
}

import { and, type Condition, type Viewer, visible, visibleTexts } from '../access/visible.ts';
import { stopFirst } from '../people/urgency.ts';
import { waitsSince } from '../store/schema/conversations.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { SHOWN_NAME } from './rows.ts';

const STOP = `EXISTS (SELECT 1 FROM action s WHERE s.conversation_id = c.id AND s.state = 'open' AND ${stopFirst('s')} = 0)`;

type Asked = { readonly campaignId: string; readonly after: string; readonly tagId?: string | undefined };
export type Waiting = { readonly id: string; readonly name: string; readonly since: number };

function nextStatement(viewer: Viewer, { campaignId, after, tagId }: Asked) {
  const own: Condition = {
    sql: `c.texter_id = ? AND c.opt_state <> 'automatic' AND c.campaign_id = ? AND c.state = 'to-answer' AND c.id <> ?`,
    values: [viewer.id, campaignId, after],
  };
  const tagged: Condition[] =
    tagId === undefined
      ? []
      : [
          {
            sql: 'EXISTS (SELECT 1 FROM conversation_tag g WHERE g.conversation_id = c.id AND g.tag_id = ?)',
            values: [tagId],
          },
        ];
  const which = and(visible(viewer), own, ...tagged);
  return {
    sql: `SELECT c.id, ${SHOWN_NAME} AS name, ${waitsSince(visibleTexts(viewer, 'i').sql)} AS since FROM conversation c INDEXED BY conversation_texter_campaign
      WHERE ${which.sql} ORDER BY ${STOP} DESC, since, c.id LIMIT 1`,
    values: which.values,
  };
}

/**
 * Whom to answer next: of the viewer's own conversations, other than `after`, who has waited longest; before
 * them one in which a plain STOP waits, as in the list. Null: nobody waits.
 */
export function nextWaiting(db: Reader, viewer: Viewer, asked: Asked): Waiting | null {
  const { sql, values } = nextStatement(viewer, asked);
  return one<Waiting>(db, sql, ...values) ?? null;
}

import type { ThreadEvent } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { isNothing, type Stored, said } from '../../../shared/text/stored.ts';
import type { Viewer } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * Questions of texters to the supervisors in a conversation, and their answers. The caller has checked that
 * it is visible.
 */
export function enquiryEvents(db: Reader, viewer: Viewer, conversationId: string): ThreadEvent[] {
  const rows = all<{
    id: string;
    detail: Stored;
    answer: string;
    opened_at: number;
    opened_by: string | null;
    asker: string | null;
    resolved_at: number | null;
    answerer: string | null;
  }>(
    db,
    `SELECT x.id, x.detail, x.answer, x.opened_at, x.opened_by, x.resolved_at, a.name AS asker, b.name AS answerer
     FROM action x LEFT JOIN account a ON a.id = x.opened_by LEFT JOIN account b ON b.id = x.resolved_by
     WHERE x.conversation_id = ? AND x.kind = 'escalated' AND x.rule = 'enquiry'`,
    conversationId,
  );
  return rows.flatMap((row): ThreadEvent[] => {
    const who =
      row.opened_by === viewer.id ? t('timeline:thread.you') : (row.asker ?? t('timeline:enquiry.aTexter'));
    const enquiry: ThreadEvent = {
      id: row.id,
      kind: 'enquiry',
      text: isNothing(row.detail)
        ? t('timeline:enquiry.by', { who })
        : t('timeline:enquiry.bySaid', { who, text: said(row.detail) }),
      at: row.opened_at,
    };
    if (row.resolved_at === null) return [enquiry];
    const text =
      row.answer === ''
        ? t('timeline:enquiry.takenBack')
        : t('timeline:enquiry.bySaid', {
            who: row.answerer ?? t('timeline:enquiry.aSupervisor'),
            text: row.answer,
          });
    return [enquiry, { id: `${row.id}/end`, kind: 'enquiry-answered', text, at: row.resolved_at }];
  });
}

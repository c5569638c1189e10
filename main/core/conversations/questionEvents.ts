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
export function questionEvents(db: Reader, viewer: Viewer, conversationId: string): ThreadEvent[] {
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
     WHERE x.conversation_id = ? AND x.kind = 'escalated' AND x.rule = 'texter'`,
    conversationId,
  );
  return rows.flatMap((row): ThreadEvent[] => {
    const who =
      row.opened_by === viewer.id ? t('told:thread.you') : (row.asker ?? t('told:question.aTexter'));
    const asked: ThreadEvent = {
      id: row.id,
      kind: 'asked',
      text: isNothing(row.detail)
        ? t('told:question.by', { who })
        : t('told:question.bySaid', { who, text: said(row.detail) }),
      at: row.opened_at,
    };
    if (row.resolved_at === null) return [asked];
    const text =
      row.answer === ''
        ? t('told:question.takenBack')
        : t('told:question.bySaid', {
            who: row.answerer ?? t('told:question.aSupervisor'),
            text: row.answer,
          });
    return [asked, { id: `${row.id}/end`, kind: 'answered', text, at: row.resolved_at }];
  });
}

import { z } from 'zod';
import { KEPT_IN_STORE, type KeptRow } from '../../../shared/schema/contactColumns.ts';
import type { Profile, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { type Viewer, visible } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type ListedRow, listedColumns } from './rows.ts';

export type ConversationDetail = ListedRow &
  KeptRow & {
    readonly subject: string;
    readonly fields: string;
    readonly hours: string | null;
    readonly region: Region;
    readonly profile: Profile;
    readonly script: string;
    readonly sender_number_id: string | null;
    readonly sender_number: string | null;
  };

const KEPT = KEPT_IN_STORE.map((column) => `c.${column}`).join(', ');

/**
 * One conversation. @throws CoreError NOT_FOUND, with the same words for a missing one and one that the
 * viewer may not see
 */
export function readConversation(db: Reader, viewer: Viewer, id: string): ConversationDetail {
  const seen = visible(viewer);
  const row = one<ConversationDetail>(
    db,
    `SELECT ${listedColumns(viewer)}, c.subject, ${KEPT}, c.fields, k.hours, k.region, k.profile, k.script,
       c.sender_number_id, s.number AS sender_number
     FROM conversation c JOIN campaign k ON k.id = c.campaign_id LEFT JOIN account t ON t.id = c.texter_id
     LEFT JOIN sender_number s ON s.id = c.sender_number_id WHERE c.id = ? AND ${seen.sql}`,
    id,
    ...seen.values,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('core:conversation.none'));
  return row;
}

/** Nothing more may be written about an erased person. @throws CoreError CONFLICT */
export function mustNotBeErased({ number }: { readonly number: string | null }): void {
  if (number === null) throw new CoreError('CONFLICT', t('core:conversation.erased'));
}

/** The contact's further columns, by field name. */
export function fieldsOf(row: { readonly fields: string }): Record<string, string> {
  return z.record(z.string(), z.string()).parse(JSON.parse(row.fields));
}

/** When the contact last wrote in this conversation, and the text; null if never. */
export function lastInbound(
  db: Reader,
  conversationId: string,
): { id: string; at: number; createdAt: number } | null {
  const row = one<{ id: string; at: number; created_at: number }>(
    db,
    `SELECT id, at, created_at FROM message WHERE conversation_id = ? AND direction = 'in' AND kind = 'inbound'
     ORDER BY at DESC, id DESC LIMIT 1`,
    conversationId,
  );
  return row ? { id: row.id, at: row.at, createdAt: row.created_at } : null;
}

import type { PictureContent, ThreadPicture } from '../../../shared/contract/pictures.ts';
import type { FoldPictures } from '../../../shared/contract/settings.ts';
import type { PictureKind, PictureProblem, PictureState } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { readSettings } from '../settings/settings.ts';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

type Row = {
  readonly id: string;
  readonly message_id: string;
  readonly state: PictureState;
  readonly problem: PictureProblem | null;
  readonly kind: PictureKind | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number | null;
};

/** The pictures of a conversation's texts, by text, without their content. `folded` is for the caller. */
export function picturesIn(
  db: Reader,
  conversationId: string,
): ReadonlyMap<string, Omit<ThreadPicture, 'folded'>[]> {
  const rows = all<Row>(
    db,
    sql`SELECT p.id, p.message_id, p.state, p.problem, f.kind, f.width, f.height, f.bytes
      FROM message m INDEXED BY message_conversation
      JOIN message_picture p ON p.message_id = m.id LEFT JOIN picture f ON f.id = p.picture_id
      WHERE m.conversation_id = ${conversationId} AND m.pictures > 0 ORDER BY p.message_id, p.position`,
  );
  const found = new Map<string, Omit<ThreadPicture, 'folded'>[]>();
  for (const { message_id, ...picture } of rows)
    found.set(message_id, [...(found.get(message_id) ?? []), picture]);
  return found;
}

/** The pictures of one text, shown outside of its thread: folded away unless none ever is. */
export function picturesAlone(db: Reader, messageId: string): ThreadPicture[] {
  const folded = readSettings(db).foldPictures !== 'never';
  return all<Omit<ThreadPicture, 'folded'>>(
    db,
    sql`SELECT p.id, p.state, p.problem, f.kind, f.width, f.height, f.bytes
      FROM message_picture p LEFT JOIN picture f ON f.id = p.picture_id
      WHERE p.message_id = ${messageId} ORDER BY p.position`,
  ).map((row) => ({ ...row, folded }));
}

/** What is known of a contact before a picture of theirs, in the order of the texts. */
export type SaidBefore = {
  /** They have written words. */
  readonly words: boolean;
  /** Words of theirs may be abusive: of this text, or of an earlier one. */
  readonly abusive: boolean;
};

/**
 * Whether a contact's picture is folded away until somebody asks to see it. Where abuse is suspected: their
 * words are, here or before; or they sent a picture without ever having written a word, so that nobody knows
 * who they are or why.
 */
export function isFolded(setting: FoldPictures, { words, abusive }: SaidBefore): boolean {
  if (setting !== 'suspected') return setting === 'always';
  return abusive || !words;
}

/** A picture with its content. */
export function contentOf(db: Reader, pictureId: string): PictureContent {
  const row = one<Omit<PictureContent, 'type' | 'content'> & { readonly content: Uint8Array }>(
    db,
    sql`SELECT kind, width, height, bytes, hash, content FROM picture WHERE id = ${pictureId}`,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('pictures:none'));
  return { ...row, type: `image/${row.kind}`, content: Buffer.from(row.content).toString('base64') };
}

import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { PictureKind } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { type Viewer, visible, visibleTexts } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { tryPictureAgain } from './pictureRecord.ts';

const os = implement(contract.picture).$context<RpcContext>().use(translated).use(access).use(signedIn);

type Row = {
  readonly kind: PictureKind | null;
  readonly width: number;
  readonly height: number;
  readonly hash: string;
  readonly content: Uint8Array;
};

/**
 * A picture as far as the viewer may see it: as its text, so a texter only in a conversation of their own
 * that they may see; one from a number that no conversation knows is for admins and supervisors.
 * @throws CoreError NOT_FOUND, also where it must not be known that there is one
 */
function readPicture(db: Reader, viewer: Viewer, id: string): Row {
  const [mine, seen] = [visible(viewer), visibleTexts(viewer)];
  const row = one<Row>(
    db,
    `SELECT f.kind, f.width, f.height, f.hash, f.content FROM message_picture p JOIN message m ON m.id = p.message_id
     LEFT JOIN conversation c ON c.id = m.conversation_id LEFT JOIN picture f ON f.id = p.picture_id
     WHERE p.id = ? AND ${mine.sql} AND ${seen.sql}`,
    id,
    ...mine.values,
    ...seen.values,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('pictures:none'));
  return row;
}

export const picture = os.router({
  get: os.get.handler(({ context: { core, me }, input }) => {
    const { kind, width, height, hash, content } = readPicture(core.db, me, input.id);
    if (kind === null) throw new CoreError('CONFLICT', t('pictures:notThere'));
    const bytes = Buffer.from(content);
    return {
      kind,
      type: `image/${kind}`,
      width,
      height,
      bytes: bytes.length,
      hash,
      content: bytes.toString('base64'),
    };
  }),

  tryAgain: os.tryAgain.handler(({ context: { core, me }, input }) => {
    readPicture(core.db, me, input.id);
    const waits = core.write((tx) => {
      tx.touch('conversations');
      return tryPictureAgain(tx, input.id);
    });
    if (!waits) throw new CoreError('CONFLICT', t('pictures:notFailed'));
    return { ok: true } as const;
  }),
});

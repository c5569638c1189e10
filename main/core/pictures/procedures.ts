import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { type Viewer, visible, visibleTexts } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { tryPictureAgain } from './pictureRecord.ts';
import { contentOf } from './pictures.ts';

const { get, tryAgain } = contract.picture;
const os = implement({ get, tryAgain }).$context<RpcContext>().use(translated).use(access).use(signedIn);

type Row = { readonly picture_id: string | null; readonly subject: string };

/**
 * A picture as far as the viewer may see it: as its text, so a texter only in a conversation of their own
 * that they may see; one from a number that no conversation knows is for admins and supervisors.
 * @throws CoreError NOT_FOUND, also where it must not be known that there is one
 */
function readPicture(db: Reader, viewer: Viewer, id: string): Row {
  const [mine, seen] = [visible(viewer), visibleTexts(viewer)];
  const row = one<Row>(
    db,
    `SELECT p.picture_id, m.subject FROM message_picture p JOIN message m ON m.id = p.message_id
     LEFT JOIN conversation c ON c.id = m.conversation_id
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
    const { picture_id } = readPicture(core.db, me, input.id);
    if (picture_id === null) throw new CoreError('CONFLICT', t('pictures:notThere'));
    return contentOf(core.db, picture_id);
  }),

  tryAgain: os.tryAgain.handler(({ context: { core, me }, input }) => {
    const { subject } = readPicture(core.db, me, input.id);
    const waits = core.write((tx) => {
      tx.touch('conversations', subject);
      return tryPictureAgain(tx, input.id);
    });
    if (!waits) throw new CoreError('CONFLICT', t('pictures:notFailed'));
    return { ok: true } as const;
  }),
});

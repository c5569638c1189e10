import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { pictureOfReply, setReplyPicture } from '../conversations/cannedReplies.ts';
import { append } from '../ledger/append.ts';
import { pictureOfCampaign, pictureToSend } from '../pictures/outgoing.ts';
import { setCampaignPicture } from '../pictures/pictureRecord.ts';
import { contentOf } from '../pictures/pictures.ts';
import { readCampaign } from './queries.ts';

const { ofCampaign, setOfCampaign, ofReply, setOfReply } = contract.picture;
const os = implement({ ofCampaign, setOfCampaign, ofReply, setOfReply })
  .$context<RpcContext>()
  .use(translated)
  .use(access)
  .use(signedIn);

/** The pictures that a campaign's first texts and its canned replies carry. */
export const campaignPicture = os.router({
  ofCampaign: os.ofCampaign.handler(({ context: { core, me }, input }) => {
    readCampaign(core.db, me, input.id);
    const picture = pictureOfCampaign(core.db, input.id);
    if (picture === null) throw new CoreError('NOT_FOUND', t('pictures:none'));
    return contentOf(core.db, picture.pictureId);
  }),

  setOfCampaign: os.setOfCampaign.handler(({ context: { core, me }, input: { id, picture } }) => {
    core.write((tx) => {
      const { region } = campaignOf(tx.db, id);
      setCampaignPicture(
        tx,
        id,
        picture === null ? null : pictureToSend(Buffer.from(picture, 'base64'), region),
      );
      append(core, tx, {
        kind: 'campaign-changed',
        actorId: me.id,
        payload: { campaign: id, changed: 'picture' },
      });
      tx.touch('campaigns');
      tx.touch('conversations');
    });
    return { ok: true } as const;
  }),

  ofReply: os.ofReply.handler(({ context: { core, me }, input: { id, replyId } }) => {
    readCampaign(core.db, me, id);
    const picture = pictureOfReply(core.db, id, replyId);
    if (picture === undefined) throw new CoreError('NOT_FOUND', t('pictures:none'));
    return contentOf(core.db, picture.pictureId);
  }),

  setOfReply: os.setOfReply.handler(({ context: { core, me }, input: { id, replyId, picture } }) => {
    core.write((tx) => {
      const { region } = campaignOf(tx.db, id);
      setReplyPicture(
        tx,
        id,
        replyId,
        picture === null ? null : pictureToSend(Buffer.from(picture, 'base64'), region),
      );
      append(core, tx, {
        kind: 'campaign-changed',
        actorId: me.id,
        payload: { campaign: id, changed: 'reply-picture' },
      });
      tx.touch('campaigns');
      tx.touch('conversations');
    });
    return { ok: true } as const;
  }),
});

import { useQueryClient } from '@tanstack/react-query';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { picturesTo } from '../../../shared/providers/index.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { ReplyThumb } from '../../components/pictures/ReplyThumb.tsx';
import styles from './campaigns.module.css';
import { notCarried } from './PictureChoice.tsx';
import { PictureControls } from './PictureControls.tsx';

type Props = {
  /** Null: not saved yet. */
  readonly campaign: Campaign | null;
  readonly replyId: string | undefined;
  readonly disabled: boolean;
  readonly name: string;
};

/** Chooses the picture that texters are offered with a canned reply; where none can be sent it says so. */
export function ReplyPictureChoice({ campaign, replyId, disabled, name }: Props) {
  const queries = useQueryClient();
  const reply = campaign?.replies.find((each) => each.id === replyId);
  if (campaign === null || replyId === undefined || reply === undefined)
    return <p className={styles.soft}>{t('pictures:replyOnceSaved')}</p>;
  const { id, region } = campaign;
  const carried = picturesTo(region);
  const { picture } = reply;
  const alone = carried === null ? `${notCarried(region)} ${t('pictures:offeredAlone')}` : '';
  if (carried === null && picture === null) return null;
  const save = (content: string | null) =>
    client.picture
      .setOfReply({ id, replyId, picture: content })
      .finally(() =>
        Promise.all([
          queries.invalidateQueries({ queryKey: api.campaign.key() }),
          queries.invalidateQueries({ queryKey: api.picture.ofReply.key({ input: { id, replyId } }) }),
          queries.invalidateQueries({ queryKey: api.conversation.key() }),
        ]),
      );
  return (
    <>
      {alone === '' ? null : <p className={styles.soft}>{alone}</p>}
      <PictureControls
        picture={picture}
        mostBytes={carried?.mostBytes ?? null}
        disabled={disabled}
        save={save}
        of={`(${name})`}
      >
        {picture ? (
          <ReplyThumb campaignId={id} replyId={replyId} title={name} hash={picture.hash} large />
        ) : null}
      </PictureControls>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { bytes } from '../base/fileSize.ts';
import styles from './pictures.module.css';

type Props = {
  readonly campaignId: string;
  /** It is known that there is one, so its place is kept while it is read. */
  readonly expected?: boolean;
};

/** The picture that a campaign's first texts carry, before one is sent; nothing where there is none. */
export function CampaignPicture({ campaignId, expected = false }: Props) {
  const { data, error } = useQuery(
    api.picture.ofCampaign.queryOptions({ input: { id: campaignId }, retry: false }),
  );
  if (!data || error) return expected ? <div className={styles.campaigns} /> : null;
  return (
    <div className={styles.campaigns}>
      <img
        src={`data:${data.type};base64,${data.content}`}
        alt={t('pictures:goesWith', { size: bytes(data.bytes) })}
        title={t('pictures:goesWith', { size: bytes(data.bytes) })}
        draggable={false}
      />
    </div>
  );
}

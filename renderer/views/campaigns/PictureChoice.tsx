import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { picturesTo, vendorsServing } from '../../../shared/providers/index.ts';
import { vendorNames } from '../../../shared/providers/words.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client, isCode } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { bytes } from '../../components/base/fileSize.ts';
import { money } from '../../language/formats.ts';
import styles from './campaigns.module.css';
import { PictureControls } from './PictureControls.tsx';

/** Why no picture can be sent to a region. */
export const notCarried = (region: Region): string =>
  t('pictures:notCarried', {
    provider: vendorNames(vendorsServing(region)),
    region: t(`words:region.${region}`),
  });

/** What a text with a picture costs in this campaign, in a sentence; empty until it is known. */
export function usePicturePrice(campaignId: string): string {
  const cost = useQuery(api.cost.read.queryOptions({ input: { campaignId } }));
  const priced = cost.data?.ahead.prices.find(({ pictureMicros }) => pictureMicros !== null);
  if (!cost.data) return '';
  return priced?.pictureMicros == null || priced.currency === null
    ? t('pictures:noPrice')
    : t('pictures:withPrice', { price: money(priced.pictureMicros, priced.currency) });
}

/** Chooses the picture that a campaign's first message carries, with size and price, or takes it off. */
export function PictureChoice({ campaign }: { readonly campaign: Campaign }) {
  const { id, region, state } = campaign;
  const queries = useQueryClient();
  const carried = picturesTo(region);
  const kept = useQuery(api.picture.ofCampaign.queryOptions({ input: { id }, retry: false }));
  const price = usePicturePrice(id);
  const save = (content: string | null) =>
    client.picture
      .setOfCampaign({ id, picture: content })
      .finally(() =>
        Promise.all([
          queries.resetQueries({ queryKey: api.picture.ofCampaign.key({ input: { id } }) }),
          queries.invalidateQueries({ queryKey: api.cost.key() }),
          queries.invalidateQueries({ queryKey: api.conversation.key() }),
        ]),
      );
  const picture = kept.error ? undefined : kept.data;
  if (carried === null && !picture) return <p className={styles.soft}>{notCarried(region)}</p>;
  return (
    <>
      <p className={styles.soft}>
        {t('pictures:ofCampaign', { most: bytes(carried?.mostBytes ?? 0) })} {price}
      </p>
      {kept.error && !isCode(kept.error, 'NOT_FOUND') ? <ErrorNotice error={kept.error} /> : null}
      <PictureControls
        picture={picture ?? null}
        mostBytes={carried?.mostBytes ?? null}
        disabled={state === 'closed'}
        save={save}
      />
    </>
  );
}

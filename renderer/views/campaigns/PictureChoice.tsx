import { Button, FileButton, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { picturesTo, vendorsServing } from '../../../shared/providers/index.ts';
import { vendorNames } from '../../../shared/providers/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client, isCode } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { bytes } from '../../components/base/fileSize.ts';
import { inBase64, SENDABLE } from '../../components/pictures/readFile.ts';
import { money } from '../../language/formats.ts';
import styles from './campaigns.module.css';

/** Chooses the picture that a campaign's first message carries, with size and price, or takes it off. */
export function PictureChoice({ campaign }: { readonly campaign: Campaign }) {
  const { id, region, state } = campaign;
  const queries = useQueryClient();
  const [tooLarge, setTooLarge] = useState('');
  const carried = picturesTo(region);
  const kept = useQuery(api.picture.ofCampaign.queryOptions({ input: { id }, retry: false }));
  const cost = useQuery(api.cost.read.queryOptions({ input: { campaignId: id } }));
  const save = useMutation({
    mutationFn: async (file: File | null) =>
      client.picture.setOfCampaign({ id, picture: file === null ? null : await inBase64(file) }),
    onSettled: () =>
      Promise.all([
        queries.resetQueries({ queryKey: api.picture.ofCampaign.key({ input: { id } }) }),
        queries.invalidateQueries({ queryKey: api.cost.key() }),
        queries.invalidateQueries({ queryKey: api.conversation.key() }),
      ]),
  });
  const picture = kept.error ? undefined : kept.data;
  if (carried === null && !picture) {
    const words = { provider: vendorNames(vendorsServing(region)), region: t(`words:region.${region}`) };
    return <p className={styles.soft}>{t('pictures:notCarried', words)}</p>;
  }
  const choose = (file: File | null) => {
    if (file === null || carried === null) return;
    const large = file.size > carried.mostBytes;
    const sizes = { size: bytes(file.size), most: bytes(carried.mostBytes) };
    setTooLarge(large ? t('pictures:tooLarge', sizes) : '');
    if (!large) save.mutate(file);
  };
  const closed = state === 'closed' || save.isPending;
  const priced = cost.data?.ahead.prices.find(({ pictureMicros }) => pictureMicros !== null);
  const price =
    priced?.pictureMicros == null || priced.currency === null
      ? t('pictures:noPrice')
      : t('pictures:withPrice', { price: money(priced.pictureMicros, priced.currency) });
  return (
    <>
      <p className={styles.soft}>
        {t('pictures:ofCampaign', { most: bytes(carried?.mostBytes ?? 0) })} {cost.data ? price : null}
      </p>
      {kept.error && !isCode(kept.error, 'NOT_FOUND') ? <ErrorNotice error={kept.error} /> : null}
      {tooLarge === '' ? null : <p role="alert">{tooLarge}</p>}
      {save.error ? <ErrorNotice error={save.error} /> : null}
      <Group>
        <FileButton accept={SENDABLE} onChange={choose}>
          {(props) => (
            <Button {...props} disabled={closed || carried === null}>
              {picture ? t('pictures:chooseAnother') : t('pictures:choose')}
            </Button>
          )}
        </FileButton>
        {picture ? (
          <>
            <Button variant="subtle" disabled={closed} onClick={() => save.mutate(null)}>
              {t('pictures:takeOff')}
            </Button>
            <span className={styles.soft}>
              {t('pictures:chosen', { name: picture.kind.toUpperCase(), size: bytes(picture.bytes) })}
            </span>
          </>
        ) : null}
      </Group>
    </>
  );
}

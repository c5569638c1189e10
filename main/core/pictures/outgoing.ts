import type { OutgoingPictures } from '../../../shared/contract/pictures.ts';
import { picturesTo, vendorsServing } from '../../../shared/providers/index.ts';
import { vendorNames } from '../../../shared/providers/words.ts';
import type { PictureKind, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import type { OutgoingPicture } from '../providers/provider.ts';
import { readSettings } from '../settings/settings.ts';
import { one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type CleanPicture, cleanPicture } from './clean/clean.ts';

/** Why no picture can be sent to a region; empty where one can. */
export const noPicturesTo = (region: Region): string =>
  picturesTo(region) === null
    ? t('pictures:notCarried', {
        provider: vendorNames(vendorsServing(region)),
        region: t(`words:region.${region}`),
      })
    : '';

/** What a text to a region may carry, at today's price. */
export function outgoingPictures(db: Reader, region: Region): OutgoingPictures {
  const price = readSettings(db).prices.find(
    (each) => each.region === region && each.pictureMicros !== undefined,
  );
  return {
    whyNot: noPicturesTo(region),
    mostBytes: picturesTo(region)?.mostBytes ?? 0,
    price:
      price?.pictureMicros === undefined ? null : { currency: price.currency, micros: price.pictureMicros },
  };
}

/**
 * A file that somebody chose to send, checked and without its metadata.
 * @throws CoreError INVALID for one that cannot be sent to that region
 */
export function pictureToSend(file: Uint8Array, region: Region): CleanPicture {
  const carried = picturesTo(region);
  if (carried === null) throw new CoreError('CONFLICT', noPicturesTo(region));
  const cleaned = cleanPicture(file);
  if (!cleaned.ok) throw new CoreError('INVALID', t(`pictures:notSent.${cleaned.why}`));
  const { picture } = cleaned;
  if (!carried.kinds.includes(picture.kind)) throw new CoreError('INVALID', t('pictures:notSent.kind'));
  if (picture.content.length > carried.mostBytes)
    throw new CoreError('INVALID', t('pictures:notSent.too-large'));
  return picture;
}

/**
 * The picture that a campaign's first texts carry, or have to go without; null: none was chosen.
 */
export const pictureOfCampaign = (db: Reader, campaignId: string): { readonly pictureId: string } | null =>
  one<{ pictureId: string }>(
    db,
    sql`SELECT picture_id AS pictureId FROM campaign_picture WHERE campaign_id = ${campaignId}`,
  ) ?? null;

/** The picture that goes with a text of ours; undefined: none. */
export function pictureOfText(db: Reader, messageId: string): OutgoingPicture | undefined {
  const row = one<{ kind: PictureKind; hash: string; content: Uint8Array }>(
    db,
    sql`SELECT f.kind, f.hash, f.content FROM message_picture p JOIN picture f ON f.id = p.picture_id
      WHERE p.message_id = ${messageId} ORDER BY p.position LIMIT 1`,
  );
  return row && { ...row, content: new Uint8Array(row.content) };
}

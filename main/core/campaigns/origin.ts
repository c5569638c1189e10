import { z } from 'zod';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import type { MadeFrom } from '../conversations/campaignRecord.ts';

/** What a campaign was made from, in the form of the store. */
const Kept = z.object({ kind: z.literal('copy'), name: z.string() });
type Kept = z.infer<typeof Kept>;

/** What to store with a new campaign. `name`: the other campaign's, in case that is deleted. */
export const madeFrom = (campaignId: string, origin: Kept): MadeFrom => ({
  campaignId,
  origin: JSON.stringify(origin),
});

type Row = {
  readonly origin: string | null;
  readonly origin_campaign_id: string | null;
  readonly origin_name: string | null;
};

/** What a campaign was made from, also as a sentence; null where it was made from nothing. */
export function originOf(row: Row): Campaign['origin'] {
  if (row.origin === null) return null;
  const kept = Kept.parse(JSON.parse(row.origin));
  const name = row.origin_name ?? kept.name;
  return {
    kind: kept.kind,
    campaignId: row.origin_campaign_id,
    sentence: t('campaigns:origin.copy', { name }),
  };
}

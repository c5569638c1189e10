import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { useNow } from '../../hooks/useNow.ts';

const TONES = { draft: 'neutral', launched: 'ok', paused: 'hold', closed: 'neutral' } as const;

/** Whether it is launched and its schedule lets nobody be texted yet. */
export const isScheduled = ({ state, beginsAt }: Campaign, now: number): boolean =>
  state === 'launched' && beginsAt !== null && beginsAt > now;

/** What state a campaign is in; one that begins later is not running yet. */
export function StateTag({ campaign }: { readonly campaign: Campaign }) {
  const now = useNow();
  if (isScheduled(campaign, now)) return <Tag tone="brand">{t('campaigns:scheduled')}</Tag>;
  return <Tag tone={TONES[campaign.state]}>{t(`campaigns:state.${campaign.state}`)}</Tag>;
}

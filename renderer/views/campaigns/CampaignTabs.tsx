import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { hrefOf } from '../../state/route.ts';
import styles from './campaigns.module.css';

type Props = { readonly campaign: Campaign; readonly at: 'live' | 'setUp' };

/** Switches between a launched campaign's figures and its set-up. */
export function CampaignTabs({ campaign, at }: Props) {
  if (campaign.launchedAt === null) return null;
  const tab = (which: Props['at'], part: string | null) => (
    <a
      className={styles.tab}
      href={hrefOf(['campaigns', campaign.id, part])}
      aria-current={which === at ? 'page' : undefined}
    >
      {t(`cockpit:${which}`)}
    </a>
  );
  return (
    <nav className={styles.tabs} aria-label={t('cockpit:parts')}>
      {tab('live', null)}
      {tab('setUp', 'setup')}
    </nav>
  );
}

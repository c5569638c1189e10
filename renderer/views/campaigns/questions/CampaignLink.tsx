import { IconArrowLeft } from '@tabler/icons-react';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import { hrefOf } from '../../../state/route.ts';
import styles from '../campaigns.module.css';

/** The way back to the campaign. */
export function CampaignLink({ campaign }: { readonly campaign: Campaign }) {
  return (
    <a className={styles.back} href={hrefOf(['campaigns', campaign.id, 'setup'])}>
      <IconArrowLeft size={16} aria-hidden />
      {campaign.name}
    </a>
  );
}

import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../../components/base/Tag.tsx';
import styles from './CampaignSwitcher.module.css';

type Props = { campaign: Campaign; campaigns: readonly Campaign[]; onChoose: (id: string) => void };

/** The present campaign; opens a list of the others, with how many conversations wait in each. */
export function CampaignSwitcher({ campaign, campaigns, onChoose }: Props) {
  if (campaigns.length < 2) return campaign.name;
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <button type="button" className={styles.button}>
          {campaign.name}
          <IconChevronDown size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {campaigns.map(({ id, name, counts, state }) => (
          <Menu.Item key={id} onClick={() => onChoose(id)} aria-current={id === campaign.id || undefined}>
            <span className={styles.line}>
              <span className={styles.name}>{name}</span>
              {state === 'paused' ? <Tag tone="hold">{t('texter:campaigns.paused')}</Tag> : null}
            </span>
            <span className={styles.counts}>
              {t('texter:count.toSend', { count: counts.toSend })} ·{' '}
              {t('texter:count.toAnswer', { count: counts.toAnswer })}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { namesUnder } from '../../../shared/providers/words.ts';
import { t } from '../../../shared/text/say.ts';
import { scheduleText } from '../../../shared/text/scheduleText.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { Rich } from '../../language/Rich.tsx';
import { hrefOf } from '../../state/route.ts';
import styles from './campaigns.module.css';
import { nextStep, started, texterNames } from './campaignWords.ts';
import list from './list.module.css';
import { StateTag } from './StateTag.tsx';

type Props = {
  readonly campaign: Campaign;
  readonly texters: readonly string[];
};

/**
 * One campaign as a row: what it is on the left, how far it is on the right. The name's link covers the whole
 * row.
 */
export function CampaignCard({ campaign, texters }: Props) {
  const { counts, name, region, profile, state, pauseReason, schedule, archivedAt } = campaign;
  const { done, of } = started(campaign);
  const next = nextStep(campaign);
  return (
    <li className={list.card}>
      <div className={list.cardMain}>
        <div className={list.cardName}>
          <a
            className={list.cardLink}
            href={hrefOf(
              next ? ['campaigns', campaign.id, 'setup', next.section] : ['campaigns', campaign.id],
            )}
          >
            {name}
          </a>
          <StateTag campaign={campaign} />
          {archivedAt === null ? null : <Tag tone="neutral">{t('campaigns:archived')}</Tag>}
        </div>
        <div className={styles.soft}>
          {t(`words:region.${region}`)} ·{' '}
          {t(`campaigns:card.profile.${profile}`, { provider: namesUnder(profile) })}
        </div>
        <div className={styles.soft}>{texterNames(texters)}</div>
        {schedule !== null && state !== 'closed' ? (
          <div className={styles.soft}>{scheduleText(schedule, region)}</div>
        ) : null}
        {next ? <div className={list.next}>{next.words}</div> : null}
        {state === 'paused' && pauseReason ? <div className={styles.needs}>{pauseReason}</div> : null}
      </div>
      <div className={list.cardNumbers}>
        {of === 0 ? (
          <span className={styles.soft}>{t('campaigns:card.noContacts')}</span>
        ) : (
          <>
            <div className={list.bar} aria-hidden>
              <span style={{ width: `${(100 * done) / of}%` }} />
            </div>
            <div>
              <Rich
                text="campaigns:card.toText"
                values={{ open: counts.toSend, contacts: t('campaigns:count.contacts', { count: of }) }}
                tags={{ b: <b /> }}
              />
            </div>
            <div className={styles.soft}>{progressLine(campaign)}</div>
          </>
        )}
      </div>
    </li>
  );
}

/** Every figure is out of the contacts named above it. */
function progressLine({ counts, handing }: Campaign): string {
  const parts = [
    t('campaigns:card.toAnswer', { count: counts.toAnswer }),
    t('campaigns:card.optedOut', { count: counts.optedOut }),
    ...(counts.onHold > 0 ? [t('campaigns:card.onHold', { count: counts.onHold })] : []),
    ...(counts.unassigned > 0
      ? [t(handing ? 'handing:card' : 'campaigns:card.unassigned', { count: counts.unassigned })]
      : []),
  ];
  return parts.join(' · ');
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import type { Cost } from '../../../../shared/contract/dashboard/cost.ts';
import { vendorNames } from '../../../../shared/providers/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { useCalmRefetch } from '../../../components/conversations/useCalmRefetch.ts';
import { money, number } from '../../../language/formats.ts';
import { hrefOf } from '../../../state/route.ts';
import styles from './live.module.css';

/** What a campaign has cost so far and will still cost, each with how it is calculated. */
export function CostSection({ campaign }: { readonly campaign: Campaign }) {
  const cost = useQuery(
    api.cost.read.queryOptions({ input: { campaignId: campaign.id }, placeholderData: keepPreviousData }),
  );
  useCalmRefetch(cost.refetch);
  return (
    <Section
      id="cost"
      title={t('cockpit:cost.title')}
      aside={
        <a className={styles.link} href={hrefOf(['settings', 'connections'])}>
          {t('cockpit:cost.prices')}
        </a>
      }
    >
      {cost.data ? <CostLines cost={cost.data} /> : null}
      {cost.error ? <ErrorNotice title={t('cockpit:cost.failed')} error={cost.error} /> : null}
      {cost.isPending ? <LoadingLines lines={2} /> : null}
    </Section>
  );
}

function CostLines({ cost: { soFar, ahead } }: { readonly cost: Cost }) {
  return (
    <ul className={styles.costs}>
      {soFar.length === 0 ? <li>{t('cockpit:cost.nothingYet')}</li> : null}
      {soFar.map((line) => (
        <li key={line.vendor}>
          <strong>{amountText('soFar', line)}</strong>
          <div className={styles.small}>{soFarHow(line)}</div>
        </li>
      ))}
      {ahead.contacts === 0
        ? null
        : ahead.prices.map((line) => (
            <li key={line.vendor}>
              <strong>{amountText('ahead', line)}</strong>
              <div className={styles.small}>
                {ahead.pictures > 0
                  ? picturesHow(line, ahead.pictures)
                  : t(ahead.read < ahead.contacts ? 'cockpit:cost.aheadSome' : 'cockpit:cost.aheadAll', {
                      ...formula(line, ahead.parts),
                      count: ahead.contacts,
                      read: number(ahead.read),
                      readParts: number(ahead.readParts),
                    })}
              </div>
            </li>
          ))}
      <li className={styles.small}>{t('cockpit:cost.note')}</li>
    </ul>
  );
}

type Line = Cost['ahead']['prices'][number];

const amountText = (when: 'soFar' | 'ahead', { micros, currency }: Line): string =>
  micros === null || currency === null
    ? t(`cockpit:cost.${when}Unknown`)
    : t(`cockpit:cost.${when}`, { amount: money(micros, currency) });

const formula = ({ vendor, partMicros, currency }: Line, parts: number) => ({
  provider: vendorNames([vendor]),
  parts: number(parts),
  price: partMicros === null || currency === null ? t('cockpit:cost.unknown') : money(partMicros, currency),
});

const soFarHow = (line: Cost['soFar'][number]): string => {
  const words = line.texts - line.pictures;
  const parts =
    words === 0 ? [] : [t('cockpit:cost.soFarHow', { ...formula(line, line.parts), count: words })];
  return [...parts, ...(line.pictures === 0 ? [] : [picturesHow(line, line.pictures)])].join(' + ');
};

const picturesHow = ({ vendor, pictureMicros, currency }: Line, count: number) =>
  t('cockpit:cost.pictures', {
    count,
    provider: vendorNames([vendor]),
    price:
      pictureMicros === null || currency === null
        ? t('cockpit:cost.unknown')
        : money(pictureMicros, currency),
  });

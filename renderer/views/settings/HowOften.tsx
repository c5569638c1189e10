import { NativeSelect } from '@mantine/core';
import type { OftenLimit } from '../../../shared/contract/settings.ts';
import { t } from '../../../shared/text/say.ts';
import day from '../../components/settings/hours.module.css';
import { number } from '../../language/formats.ts';
import styles from './settings.module.css';

type Props = {
  readonly limit: OftenLimit | null;
  readonly onChange: (limit: OftenLimit | null) => void;
};

const MOST = [1, 2, 3, 4, 5, 10];
const DAYS = [1, 2, 3, 7, 14, 30, 60, 90];
const USUAL_DAYS = 7;

const withOwn = (choices: readonly number[], own: number | undefined) =>
  own === undefined || choices.includes(own) ? choices : [...choices, own].toSorted((a, b) => a - b);

/** How many first texts one person may get in some days, from all campaigns together. */
export function HowOften({ limit, onChange }: Props) {
  return (
    <fieldset className={styles.often}>
      <legend>{t('settings:hours.often')}</legend>
      <p>{t('settings:hours.oftenHint')}</p>
      <div className={day.hours}>
        <NativeSelect
          label={t('settings:hours.oftenMost')}
          value={limit === null ? '' : String(limit.most)}
          onChange={({ currentTarget: { value } }) =>
            onChange(value === '' ? null : { most: Number(value), days: limit?.days ?? USUAL_DAYS })
          }
          data={[
            { value: '', label: t('settings:hours.oftenOff') },
            ...withOwn(MOST, limit?.most).map((most) => ({ value: String(most), label: number(most) })),
          ]}
        />
        <NativeSelect
          label={t('settings:hours.oftenWithin')}
          disabled={limit === null}
          value={String(limit?.days ?? USUAL_DAYS)}
          onChange={({ currentTarget: { value } }) => limit && onChange({ ...limit, days: Number(value) })}
          data={withOwn(DAYS, limit?.days).map((days) => ({
            value: String(days),
            label: t('settings:hours.oftenDays', { count: days }),
          }))}
        />
      </div>
    </fieldset>
  );
}

import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { PartPrice, Settings } from '../../../../shared/contract/settings.ts';
import { picturesTo, vendorsServing } from '../../../../shared/providers/index.ts';
import { vendorNames } from '../../../../shared/providers/words.ts';
import { Region } from '../../../../shared/schema/words.ts';
import { decimalOf, microsOf } from '../../../../shared/text/money.ts';
import { t } from '../../../../shared/text/say.ts';
import { Section } from '../../../components/base/Section.tsx';
import { SaveActs } from '../SaveActs.tsx';
import styles from '../settings.module.css';
import { useSaveSettings } from '../useSettings.ts';

type Props = { readonly settings: Settings };

/** Each provider with each region that it serves. */
const ROWS = Region.options.flatMap((region) =>
  vendorsServing(region).map((vendor) => ({ vendor, region, key: `${vendor}-${region}` as const })),
);
const CURRENCIES = ['USD', 'CAD', 'GBP', 'EUR'];
const DEAREST = 100_000_000;

/** What one part of a text costs, entered once; campaigns calculate their cost from it. */
export function Prices({ settings: { prices } }: Props) {
  const save = useSaveSettings(t('settings:prices.saved'));
  const form = useForm({
    initialValues: {
      currency: prices[0]?.currency ?? 'USD',
      amounts: Object.fromEntries(ROWS.map((row) => [row.key, amountIn(prices, row, 'partMicros')])),
      pictures: Object.fromEntries(ROWS.map((row) => [row.key, amountIn(prices, row, 'pictureMicros')])),
    },
    validate: {
      amounts: Object.fromEntries(ROWS.map(({ key }) => [key, wrongAmount])),
      pictures: Object.fromEntries(
        ROWS.map(({ key }) => [
          key,
          (value: string, { amounts }: { readonly amounts: Readonly<Record<string, string>> }) =>
            wrongAmount(value) ??
            (value.trim() !== '' && (amounts[key] ?? '').trim() === '' ? t('settings:prices.partToo') : null),
        ]),
      ),
    },
  });
  const currencies = [...new Set([...CURRENCIES, form.values.currency])];
  return (
    <Section id="prices" title={t('settings:prices.title')} lead={t('settings:prices.lead')}>
      <form
        className={styles.stack}
        noValidate
        onSubmit={form.onSubmit((values) =>
          save.mutate(
            {
              prices: ROWS.flatMap(({ vendor, region, key }) => {
                const partMicros = microsOf(values.amounts[key] ?? '');
                const pictureMicros = microsOf(values.pictures[key] ?? '');
                if (partMicros === null) return [];
                const price = { vendor, region, currency: values.currency, partMicros };
                return [pictureMicros === null ? price : { ...price, pictureMicros }];
              }),
            },
            { onSuccess: () => form.resetDirty(values) },
          ),
        )}
      >
        <NativeSelect
          label={t('settings:prices.currency')}
          data={currencies}
          maw={320}
          {...form.getInputProps('currency')}
        />
        {ROWS.flatMap(({ vendor, region, key }) => {
          const whose = { provider: vendorNames([vendor]), region: t(`words:region.${region}`) };
          const amount = { placeholder: '0.0079', inputMode: 'decimal', maw: 320 } as const;
          return [
            <TextInput
              key={key}
              label={t('settings:prices.part', whose)}
              {...amount}
              {...form.getInputProps(`amounts.${key}`)}
            />,
            picturesTo(region) === null ? null : (
              <TextInput
                key={`${key}-picture`}
                label={t('settings:prices.picture', whose)}
                {...amount}
                {...form.getInputProps(`pictures.${key}`)}
              />
            ),
          ];
        })}
        <SaveActs dirty={form.isDirty()} saving={save} onDiscard={form.reset} />
      </form>
    </Section>
  );
}

function amountIn(
  prices: readonly PartPrice[],
  row: { readonly vendor: string; readonly region: string },
  of: 'partMicros' | 'pictureMicros',
): string {
  const micros = prices.find(({ vendor, region }) => vendor === row.vendor && region === row.region)?.[of];
  return micros === undefined ? '' : decimalOf(micros);
}

function wrongAmount(value: string): string | null {
  if (value.trim() === '') return null;
  const micros = microsOf(value);
  return micros === null || micros > DEAREST ? t('settings:prices.wrong') : null;
}

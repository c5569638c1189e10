import { NativeSelect, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { t } from '../../../shared/text/say.ts';
import day from '../../components/settings/hours.module.css';
import { clockTime, EARLIEST, hourChoices, LATEST } from '../../components/settings/hours.ts';
import type { Draft } from './draft.ts';
import editor from './editor.module.css';
import { zonesWith } from './zones.ts';

type Props = { readonly form: UseFormReturnType<Draft>; readonly disabled: boolean };

/** The campaign's own texting hours: narrower than the organisation's, or in one zone. Empty: it has none. */
export function HoursFields({ form, disabled }: Props) {
  const { sendFrom, sendUntil, zone } = form.values.hours;
  const choices = (from: number, until: number, current: number | null) => [
    { value: '', label: t('campaigns:hours.usual') },
    ...hourChoices(from, until, current ?? from),
  ];
  const minutes = (value: string) => (value === '' ? null : Number(value));
  return (
    <fieldset className={editor.hours}>
      <legend>{t('campaigns:hours.title')}</legend>
      <p>{t('campaigns:hours.lead', { earliest: clockTime(EARLIEST), latest: clockTime(LATEST) })}</p>
      <div className={day.hours}>
        <NativeSelect
          label={t('campaigns:hours.from')}
          disabled={disabled}
          value={sendFrom === null ? '' : String(sendFrom)}
          onChange={(event) => form.setFieldValue('hours.sendFrom', minutes(event.currentTarget.value))}
          data={choices(EARLIEST, (sendUntil ?? LATEST) - 30, sendFrom)}
        />
        <NativeSelect
          label={t('campaigns:hours.until')}
          disabled={disabled}
          value={sendUntil === null ? '' : String(sendUntil)}
          onChange={(event) => form.setFieldValue('hours.sendUntil', minutes(event.currentTarget.value))}
          data={choices((sendFrom ?? EARLIEST) + 30, LATEST, sendUntil)}
        />
      </div>
      <Select
        label={t('campaigns:hours.zone')}
        description={t('campaigns:hours.zoneHint')}
        placeholder={t('campaigns:hours.noZone')}
        maw={460}
        searchable
        clearable
        disabled={disabled}
        data={zonesWith(zone)}
        value={zone}
        onChange={(value) => form.setFieldValue('hours.zone', value)}
      />
    </fieldset>
  );
}

import { NativeSelect } from '@mantine/core';
import { ContactOutcome } from '../../../shared/results/outcome.ts';
import { t } from '../../../shared/text/say.ts';

type Props = {
  readonly value: ContactOutcome | undefined;
  readonly onChange: (outcome: ContactOutcome | undefined) => void;
};

/** Narrows a list to contacts with one outcome. */
export function OutcomeChoice({ value, onChange }: Props) {
  return (
    <NativeSelect
      label={t('results:export.outcome')}
      value={value ?? ''}
      onChange={(event) => onChange(ContactOutcome.safeParse(event.currentTarget.value).data)}
    >
      <option value="">{t('results:export.anyOutcome')}</option>
      {ContactOutcome.options.map((outcome) => (
        <option key={outcome} value={outcome}>
          {t(`results:outcome.${outcome}`)}
        </option>
      ))}
    </NativeSelect>
  );
}

import { TextInput } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';

type Props = { readonly value: string; readonly onChange: (code: string) => void };

/**
 * Asks for the second factor beside a password: a code of the app, or a recovery code. It has the keyboard as
 * soon as it appears.
 */
export function CodeField({ value, onChange }: Props) {
  return (
    <TextInput
      label={t('accounts:code.label')}
      description={t('accounts:code.orRecovery')}
      autoComplete="one-time-code"
      value={value}
      autoFocus
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

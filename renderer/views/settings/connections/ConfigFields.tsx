import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProviderName } from '../../../../shared/providers/index.ts';
import { t } from '../../../../shared/text/say.ts';
import styles from '../settings.module.css';
import own from './connections.module.css';
import { type ConfigField, type ConfigValues, fieldsOf } from './fields.ts';

type Props = {
  readonly provider: ProviderName;
  readonly values: ConfigValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (key: string, value: string) => void;
  /** Stored secrets: their fields are empty and may stay so. */
  readonly secretsSet?: readonly string[];
};

/** A provider's settings; those that most people never need are folded away. */
export function ConfigFields({ provider, ...rest }: Props) {
  const fields = fieldsOf(provider);
  const advanced = fields.filter((field) => field.advanced);
  const wrong = advanced.some(({ key }) => rest.errors[key] !== undefined);
  const [shown, setShown] = useState(false);
  return (
    <>
      <div className={styles.formGrid}>
        {fields
          .filter((field) => !field.advanced)
          .map((field) => (
            <OneField key={field.key} field={field} {...rest} />
          ))}
      </div>
      {advanced.length > 0 ? (
        <details
          className={own.advanced}
          open={shown || wrong}
          onToggle={(event) => setShown(event.currentTarget.open)}
        >
          <summary>{t('settings:connections.advanced')}</summary>
          <div className={styles.formGrid}>
            {advanced.map((field) => (
              <OneField key={field.key} field={field} {...rest} />
            ))}
          </div>
        </details>
      ) : null}
    </>
  );
}

type OneProps = Omit<Props, 'provider'> & { readonly field: ConfigField };

function OneField({ field, values, errors, onChange, secretsSet = [] }: OneProps) {
  const { key, kind, help, placeholder, optional } = field;
  const label = t(field.label);
  const stored = kind === 'secret' && secretsSet.includes(key);
  const shared = {
    label: optional ? t('settings:form.optional', { label }) : label,
    description: help && t(help),
    placeholder: stored ? t('settings:connections.storedSecret') : placeholder,
    value: values[key] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(key, event.currentTarget.value),
    error: errors[key],
    autoComplete: kind === 'secret' ? 'new-password' : 'off',
    spellCheck: false,
  };
  if (kind === 'secret') return <PasswordInput {...shared} />;
  return <TextInput {...shared} inputMode={kind === 'number' ? 'decimal' : 'text'} />;
}

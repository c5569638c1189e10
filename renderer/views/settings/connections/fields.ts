import { type FieldForm, settingNeeded } from '../../../../shared/providers/field.ts';
import { type ProviderName, settingsOf } from '../../../../shared/providers/index.ts';
import { type TextKey, t } from '../../../../shared/text/say.ts';

/** One setting of a connection, as a form shows it. */
export type ConfigField = FieldForm & { readonly key: string; readonly label: TextKey };

/** The settings that the screen asks for, in order. */
export const fieldsOf = (provider: ProviderName): ConfigField[] =>
  Object.entries(settingsOf(provider).fields).flatMap(([key, { form, label }]) =>
    form !== null && label !== null ? [{ key, label, ...form }] : [],
  );

/** What is typed in a form, by key. */
export type ConfigValues = Readonly<Record<string, string>>;

/**
 * The input for the server: numbers as numbers; blanks left out, so that defaults and stored secrets stay,
 * except null where a stored value was emptied. `stored`: the values with which the form began.
 */
export function configOf(
  provider: ProviderName,
  values: ConfigValues,
  stored: ConfigValues = {},
): Record<string, string | number | null> {
  const config: Record<string, string | number | null> = {};
  for (const { key, kind } of fieldsOf(provider)) {
    const value = values[key]?.trim() ?? '';
    if (value !== '') config[key] = kind === 'number' ? Number(value) : value;
    else if (stored[key]) config[key] = null;
  }
  return config;
}

/** What is wrong with a form, by key. Stored secrets may stay blank. The server checks again. */
export function wrongIn(
  provider: ProviderName,
  values: ConfigValues,
  secretsSet: readonly string[] = [],
): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const { key, kind, label, optional, must } of fieldsOf(provider)) {
    const value = values[key]?.trim() ?? '';
    if (value === '' && !optional && !secretsSet.includes(key)) wrong[key] = settingNeeded(label);
    else if (value !== '' && must && !must.like.test(value)) wrong[key] = must.otherwise();
    else if (value !== '' && kind === 'number' && !(Number(value) > 0))
      wrong[key] = t('settings:connections.wrong.aboveNull');
  }
  return wrong;
}

/** Stored settings for a form, without secrets. */
export function valuesOf(provider: ProviderName, config: Readonly<Record<string, unknown>>): ConfigValues {
  return Object.fromEntries(
    fieldsOf(provider).flatMap(({ key, kind }) => {
      const value = config[key];
      const plain = typeof value === 'string' || typeof value === 'number';
      return plain && kind !== 'secret' ? [[key, String(value)]] : [];
    }),
  );
}

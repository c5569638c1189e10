import { settingProblem } from '../../../shared/providers/field.ts';
import { type ProviderName, secretFields, settingsOf } from '../../../shared/providers/index.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { InputError } from '../base/errors.ts';
import type { Config } from './connectionRow.ts';

/**
 * Checks settings and secrets, and separates the two. @throws InputError naming the settings that are wrong
 */
export function split(
  provider: ProviderName,
  profile: Profile,
  given: Config,
): { config: Config; secrets: Map<string, string> } {
  const { fields, kept } = settingsOf(provider);
  const own: Config = 'profile' in kept.shape ? { ...given, profile } : given;
  const read = kept.safeParse(own);
  if (!read.success) {
    const issues = read.error.issues.map(({ path: [key = ''] }) => ({
      path: ['config', String(key)],
      message: settingProblem(fields, String(key), !own[String(key)]),
    }));
    throw new InputError(issues, { cause: read.error });
  }
  const config: Record<string, unknown> = { ...read.data };
  const secrets = new Map<string, string>();
  for (const field of secretFields(provider)) {
    if (typeof config[field] === 'string') secrets.set(field, config[field]);
    delete config[field];
  }
  return { config, secrets };
}

/** Settings without those that are null, which means empty. */
export const withoutNulls = (config: Config): Config =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));

/** Refuses settings that the provider does not have. @throws InputError */
export function refuseForeign(provider: ProviderName, change: Config): void {
  const known = Object.keys(settingsOf(provider).fields);
  const foreign = Object.keys(change).filter((name) => !known.includes(name));
  if (foreign.length === 0) return;
  throw new InputError(
    foreign.map((name) => ({
      path: ['config', name],
      message: t('api:unknownField.some', { name: `config.${name}`, known: known.join(', ') }),
    })),
  );
}

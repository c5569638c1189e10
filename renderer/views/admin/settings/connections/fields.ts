import type { Profile, ProviderName } from '../../../../../shared/schema/words.ts';
import { type TextKey, t } from '../../../../../shared/text/say.ts';
import { type Setting, settingNeeded } from '../../../../../shared/text/settingName.ts';

/** One setting of a connection, as a form shows it. Keys are those of the provider's settings. */
export type ConfigField = {
  readonly key: string;
  readonly name: Setting;
  readonly kind: 'text' | 'secret' | 'number';
  readonly help?: TextKey;
  readonly placeholder?: string;
  readonly optional?: boolean;
  /** What the provider's own form looks like, with what to say otherwise. The server checks again. */
  readonly form?: { readonly like: RegExp; readonly otherwise: () => string };
  /** Folded away: most people never need it. */
  readonly advanced?: boolean;
};

const sid = (prefix: string) => ({
  like: new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
  otherwise: () => t('settings:connections.wrong.sid', { prefix }),
});

const WEB = { like: /^https?:\/\/\S+$/, otherwise: () => t('settings:connections.wrong.web') };

const rate = (what: TextKey): ConfigField => ({
  key: 'ratePerSecond',
  name: 'ratePerSecond',
  kind: 'number',
  help: what,
  placeholder: '1',
  optional: true,
  advanced: true,
});

export const CONFIG_FIELDS: Readonly<Record<ProviderName, readonly ConfigField[]>> = {
  twilio: [
    {
      key: 'accountSid',
      form: sid('AC'),
      name: 'accountSid',
      kind: 'text',
      placeholder: 'AC…',
      help: 'settings:connections.help.twilioAccountSid',
    },
    {
      key: 'keySid',
      form: sid('SK'),
      name: 'keySid',
      kind: 'text',
      placeholder: 'SK…',
      optional: true,
      help: 'settings:connections.help.keySid',
    },
    {
      key: 'secret',
      name: 'secret',
      kind: 'secret',
      help: 'settings:connections.help.secret',
    },
    {
      key: 'messagingServiceSid',
      form: sid('MG'),
      name: 'messagingServiceSid',
      kind: 'text',
      placeholder: 'MG…',
      optional: true,
      advanced: true,
      help: 'settings:connections.help.messagingServiceSid',
    },
    {
      key: 'webhookPublicUrl',
      form: WEB,
      name: 'webhookPublicUrl',
      kind: 'text',
      placeholder: 'https://…',
      optional: true,
      advanced: true,
      help: 'settings:connections.help.webhookPublicUrl',
    },
    {
      key: 'authToken',
      name: 'authToken',
      kind: 'secret',
      optional: true,
      advanced: true,
      help: 'settings:connections.help.authToken',
    },
    {
      key: 'baseUrl',
      form: WEB,
      name: 'baseUrl',
      kind: 'text',
      placeholder: 'https://api.twilio.com',
      optional: true,
      advanced: true,
    },
    rate('settings:connections.help.rateTwilio'),
  ],
  bandwidth: [
    { key: 'accountId', name: 'accountId', kind: 'text', placeholder: '5500001' },
    {
      key: 'applicationId',
      name: 'applicationId',
      kind: 'text',
      help: 'settings:connections.help.applicationId',
    },
    {
      key: 'clientId',
      name: 'clientId',
      kind: 'text',
      help: 'settings:connections.help.clientId',
    },
    { key: 'clientSecret', name: 'clientSecret', kind: 'secret' },
    {
      key: 'webhookUser',
      name: 'webhookUser',
      kind: 'text',
      help: 'settings:connections.help.webhookUser',
    },
    {
      key: 'webhookPassword',
      name: 'webhookPassword',
      kind: 'secret',
      help: 'settings:connections.help.webhookPassword',
    },
    {
      key: 'baseUrl',
      form: WEB,
      name: 'baseUrl',
      kind: 'text',
      placeholder: 'https://messaging.bandwidth.com',
      optional: true,
      advanced: true,
    },
    {
      key: 'tokenBaseUrl',
      form: WEB,
      name: 'tokenBaseUrl',
      kind: 'text',
      placeholder: 'https://api.bandwidth.com',
      optional: true,
      advanced: true,
    },
    rate('settings:connections.help.rateBandwidth'),
  ],
  simulator: [
    {
      key: 'baseUrl',
      form: WEB,
      name: 'simulatorUrl',
      kind: 'text',
      placeholder: 'http://127.0.0.1:4010',
      help: 'settings:connections.help.simulatorUrl',
    },
    rate('settings:connections.help.rateSimulator'),
  ],
};

/** The profiles under which a provider may stand. */
export const PROFILES_OF: Readonly<Record<ProviderName, readonly Profile[]>> = {
  twilio: ['provider-2'],
  bandwidth: ['provider-1'],
  simulator: ['provider-1', 'provider-2'],
};

/** What is typed in a form, by key. */
export type ConfigValues = Readonly<Record<string, string>>;

/**
 * What the server takes: numbers as numbers; blanks left out, so that defaults and stored secrets stay, but null where a stored value
 * was emptied. `stored` holds the values that the form began with.
 */
export function configOf(
  provider: ProviderName,
  profile: Profile,
  values: ConfigValues,
  stored: ConfigValues = {},
): Record<string, string | number | null> {
  const config: Record<string, string | number | null> = provider === 'simulator' ? { profile } : {};
  for (const { key, kind } of CONFIG_FIELDS[provider]) {
    const value = values[key]?.trim() ?? '';
    if (value !== '') config[key] = kind === 'number' ? Number(value) : value;
    else if (stored[key]) config[key] = null;
  }
  return config;
}

/**
 * What is wrong with a form, by key. Secrets that are stored may stay blank.
 */
export function wrongIn(
  provider: ProviderName,
  values: ConfigValues,
  secretsSet: readonly string[] = [],
): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const { key, kind, name, optional, form } of CONFIG_FIELDS[provider]) {
    const value = values[key]?.trim() ?? '';
    if (value === '' && !optional && !secretsSet.includes(key)) wrong[key] = settingNeeded(name);
    else if (value !== '' && form && !form.like.test(value)) wrong[key] = form.otherwise();
    else if (value !== '' && kind === 'number' && !(Number(value) > 0))
      wrong[key] = t('settings:connections.wrong.aboveNull');
  }
  return wrong;
}

/** Stored settings as a form shows them; secrets are never among them. */
export function valuesOf(provider: ProviderName, config: Readonly<Record<string, unknown>>): ConfigValues {
  return Object.fromEntries(
    CONFIG_FIELDS[provider].flatMap(({ key, kind }) => {
      const value = config[key];
      const plain = typeof value === 'string' || typeof value === 'number';
      return plain && kind !== 'secret' ? [[key, String(value)]] : [];
    }),
  );
}

import type { Profile, ProviderName } from '../../../../../shared/schema/words.ts';

/** One setting of a connection, as a form shows it. Keys are those of the provider's settings. */
export type ConfigField = {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'secret' | 'number';
  readonly help?: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
  /** What the provider's own form looks like, with what to say otherwise. The server checks again. */
  readonly form?: { readonly like: RegExp; readonly otherwise: string };
  /** Folded away: most people never need it. */
  readonly advanced?: boolean;
};

const sid = (prefix: string) => ({
  like: new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
  otherwise: `It is ${prefix} and then 32 letters and digits.`,
});

const WEB = { like: /^https?:\/\/\S+$/, otherwise: 'It begins with https://' };

const RATE = (what: string): ConfigField => ({
  key: 'ratePerSecond',
  label: 'Texts a second',
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
      label: 'Account SID',
      kind: 'text',
      placeholder: 'AC…',
      help: 'On the first page of the Twilio console.',
    },
    {
      key: 'keySid',
      form: sid('SK'),
      label: 'API key SID',
      kind: 'text',
      placeholder: 'SK…',
      optional: true,
      help: 'Recommended: a key of its own can be taken back without touching the account.',
    },
    {
      key: 'secret',
      label: 'Secret',
      kind: 'secret',
      help: 'The secret of the API key; without an API key, the auth token of the account.',
    },
    {
      key: 'messagingServiceSid',
      form: sid('MG'),
      label: 'Messaging service SID',
      kind: 'text',
      placeholder: 'MG…',
      optional: true,
      advanced: true,
      help: 'Only where your numbers belong to a messaging service.',
    },
    {
      key: 'webhookPublicUrl',
      form: WEB,
      label: 'Public webhook address',
      kind: 'text',
      placeholder: 'https://…',
      optional: true,
      advanced: true,
      help: 'Only where Twilio reaches this computer through a tunnel. Heed reads replies by itself without one.',
    },
    {
      key: 'authToken',
      label: 'Auth token for webhooks',
      kind: 'secret',
      optional: true,
      advanced: true,
      help: 'Only for webhooks, and only together with an API key.',
    },
    {
      key: 'baseUrl',
      form: WEB,
      label: 'Base URL',
      kind: 'text',
      placeholder: 'https://api.twilio.com',
      optional: true,
      advanced: true,
    },
    RATE('For each sender number.'),
  ],
  bandwidth: [
    { key: 'accountId', label: 'Account ID', kind: 'text', placeholder: '5500001' },
    {
      key: 'applicationId',
      label: 'Application ID',
      kind: 'text',
      help: 'Of the messaging application that your numbers use.',
    },
    {
      key: 'clientId',
      label: 'Client ID',
      kind: 'text',
      help: 'Of an OAuth2 credential; user names and passwords end in December 2026.',
    },
    { key: 'clientSecret', label: 'Client secret', kind: 'secret' },
    {
      key: 'webhookUser',
      label: 'Webhook user',
      kind: 'text',
      help: 'You choose it, and enter the same in the callback settings of the application.',
    },
    {
      key: 'webhookPassword',
      label: 'Webhook password',
      kind: 'secret',
      help: 'Without it no reply is believed, so nothing is sent.',
    },
    {
      key: 'baseUrl',
      form: WEB,
      label: 'Base URL',
      kind: 'text',
      placeholder: 'https://messaging.bandwidth.com',
      optional: true,
      advanced: true,
    },
    {
      key: 'tokenBaseUrl',
      form: WEB,
      label: 'Base URL for tokens',
      kind: 'text',
      placeholder: 'https://api.bandwidth.com',
      optional: true,
      advanced: true,
    },
    RATE('For the whole account, counted in parts.'),
  ],
  simulator: [
    {
      key: 'baseUrl',
      form: WEB,
      label: 'Address of the simulator',
      kind: 'text',
      placeholder: 'http://127.0.0.1:4010',
      help: 'What “npm run simulator” prints.',
    },
    RATE('The simulator is fast; 50 is usual.'),
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

/** What the server takes: blanks left out, so that defaults and stored secrets stay; numbers as numbers. */
export function configOf(
  provider: ProviderName,
  profile: Profile,
  values: ConfigValues,
): Record<string, unknown> {
  const config: Record<string, unknown> = provider === 'simulator' ? { profile } : {};
  for (const { key, kind } of CONFIG_FIELDS[provider]) {
    const value = values[key]?.trim() ?? '';
    if (value !== '') config[key] = kind === 'number' ? Number(value) : value;
  }
  return config;
}

/**
 * What is wrong with a form, by key. Secrets that are stored may stay blank. A blank means "as it is stored", so what is stored
 * cannot be emptied; `stored` holds the values that the form began with.
 */
export function wrongIn(
  provider: ProviderName,
  values: ConfigValues,
  secretsSet: readonly string[] = [],
  stored: ConfigValues = {},
): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const { key, kind, label, optional, form } of CONFIG_FIELDS[provider]) {
    const value = values[key]?.trim() ?? '';
    if (value === '' && !optional && !secretsSet.includes(key)) wrong[key] = `${label} is needed.`;
    else if (value === '' && stored[key]) wrong[key] = 'It can be changed, but not emptied.';
    else if (value !== '' && form && !form.like.test(value)) wrong[key] = form.otherwise;
    else if (value !== '' && kind === 'number' && !(Number(value) > 0)) wrong[key] = 'A number above 0.';
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

import { z } from 'zod';
import { Profile } from '../schema/words.ts';
import { t } from '../text/say.ts';
import { type Setting, settingNeeded } from '../text/settingName.ts';

/**
 * The settings of a connection, provider by provider, as callers send them. What a provider accepts in each is checked by its own
 * schema (main/core/providers), which has the same names.
 */
const LONGEST = 4000;
const needed = (name: Setting) => {
  const error = () => settingNeeded(name);
  return z.string({ error }).min(1, { error }).max(LONGEST);
};
const wrong = (name: Setting) => ({
  error: () => t('api:settingWrong', { setting: t(`api:setting.${name}`) }),
});
const sid = (prefix: string, name: Setting) => ({
  like: new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
  otherwise: wrong(name),
});
const account = sid('AC', 'accountSid');
const key = sid('SK', 'keySid');
const service = sid('MG', 'messagingServiceSid');
const ACCOUNT_ID = /^[0-9A-Za-z-]+$/;
const text = z.string().max(LONGEST).nullable().optional();
const count = z.number().nullable().optional();
const rate = count.describe(
  'How fast texts may leave: a second, for each sender number (Twilio) or the account (Bandwidth)',
);
const address = (standard: string) => text.describe(`For a proxy or a test server; ${standard} if left out`);

export const TwilioAccess = z.object({
  accountSid: needed('accountSid')
    .regex(account.like, account.otherwise)
    .describe('AC and 32 hexadecimal digits'),
  keySid: z
    .string()
    .max(34)
    .regex(key.like, key.otherwise)
    .nullable()
    .optional()
    .describe('SK and 32 hexadecimal digits: an API key, which can be revoked by itself'),
  secret: needed('secret').describe(
    'Of the API key; without keySid, the account’s auth token. Never given back',
  ),
  authToken: text.describe('Only for webhooks, and only with an API key. Never given back'),
  messagingServiceSid: z
    .string()
    .max(34)
    .regex(service.like, service.otherwise)
    .nullable()
    .optional()
    .describe('MG and 32 hexadecimal digits'),
  webhookPublicUrl: text.describe(
    'The address that Twilio calls, where its webhooks come through a tunnel or proxy',
  ),
  baseUrl: address('https://api.twilio.com'),
  ratePerSecond: rate,
  absentAfterSeconds: count.describe(
    'After how long a text that is not in Twilio’s list counts as not taken; 10 if left out',
  ),
});

export const BandwidthAccess = z.object({
  accountId: needed('accountId').regex(ACCOUNT_ID, wrong('accountId')).describe('Of the Bandwidth account'),
  applicationId: needed('applicationId').describe('Of the messaging application'),
  clientId: needed('clientId').describe('OAuth2 client ID'),
  clientSecret: needed('clientSecret').describe('OAuth2 client secret. Never given back'),
  webhookUser: text.describe('User name of the Basic credentials that the application’s callbacks carry'),
  webhookPassword: text.describe('Password of these. Without both no callback is believed. Never given back'),
  baseUrl: address('https://messaging.bandwidth.com'),
  tokenBaseUrl: address('https://api.bandwidth.com'),
  ratePerSecond: rate,
  gapGraceSeconds: count.describe(
    'How long a callback may be on its way before its reply counts as lost; 120 if left out',
  ),
});

export const SimulatorAccess = z.object({
  baseUrl: needed('simulatorUrl').describe('Address of the simulator (npm run simulator)'),
  ratePerSecond: rate,
  gapGraceSeconds: count.describe('As Bandwidth’s; 5 if left out'),
  profile: Profile.optional().describe('May be left out: the connection’s own counts'),
});

/** What may change, of whichever provider: what is left out stays, null empties. Another provider’s settings are refused by name. */
export const AccessChange = z.object({
  ...SimulatorAccess.omit({ profile: true }).shape,
  ...BandwidthAccess.shape,
  ...TwilioAccess.shape,
  accountSid: text,
  secret: text,
  accountId: text,
  applicationId: text,
  clientId: text,
  clientSecret: text,
  baseUrl: text,
});

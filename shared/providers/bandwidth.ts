import type { z } from 'zod';
import type { VendorFacts } from './facts.ts';
import {
  address,
  givenOf,
  keptOf,
  optionalSecret,
  optionalText,
  rate,
  seconds,
  secret,
  text,
} from './field.ts';

const fields = {
  accountId: text({
    label: 'api:setting.accountId',
    means: 'Of the Bandwidth account',
    placeholder: '5500001',
    like: /^[0-9A-Za-z-]+$/,
  }),
  applicationId: text({
    label: 'api:setting.applicationId',
    means: 'Of the messaging application',
    help: 'settings:connections.help.applicationId',
  }),
  clientId: text({
    label: 'api:setting.clientId',
    means: 'OAuth2 client ID',
    help: 'settings:connections.help.clientId',
  }),
  clientSecret: secret({ label: 'api:setting.clientSecret', means: 'OAuth2 client secret' }),
  webhookUser: optionalText({
    label: 'api:setting.webhookUser',
    means: 'User name of the Basic credentials that the application’s callbacks carry',
    help: 'settings:connections.help.webhookUser',
    asked: true,
  }),
  webhookPassword: optionalSecret({
    label: 'api:setting.webhookPassword',
    means: 'Password of these. Without both no callback is believed',
    help: 'settings:connections.help.webhookPassword',
    asked: true,
  }),
  baseUrl: address('api:setting.baseUrl', 'https://messaging.bandwidth.com'),
  tokenBaseUrl: address('api:setting.tokenBaseUrl', 'https://api.bandwidth.com'),
  ratePerSecond: rate(
    'api:setting.ratePerSecond',
    'How fast texts may leave: parts a second, for the whole account',
    'settings:connections.help.rateBandwidth',
    1,
  ),
  gapGraceSeconds: seconds('How long a callback may be on its way before its reply counts as lost', 120),
};

/** OAuth2 client credentials only: Bandwidth's Basic access ends on 2 December 2026. */
export const bandwidth = {
  optOuts: { profile: 'provider-1' },
  regions: ['US', 'CA'],
  inbound: 'webhook',
  fields,
  given: givenOf(fields),
  kept: keptOf(fields),
} as const satisfies VendorFacts;

/** Settings of a Bandwidth connection, as its adapter reads them. */
export type BandwidthConfig = z.infer<typeof bandwidth.kept>;

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
    label: 'provider:bandwidth.setting.accountId',
    means: 'Of the Bandwidth account',
    placeholder: '5500001',
    like: /^[0-9A-Za-z-]+$/,
  }),
  applicationId: text({
    label: 'provider:bandwidth.setting.applicationId',
    means: 'Of the messaging application',
    help: 'provider:bandwidth.help.applicationId',
  }),
  clientId: text({
    label: 'provider:bandwidth.setting.clientId',
    means: 'OAuth2 client ID',
    help: 'provider:bandwidth.help.clientId',
  }),
  clientSecret: secret({ label: 'provider:bandwidth.setting.clientSecret', means: 'OAuth2 client secret' }),
  webhookUser: optionalText({
    label: 'provider:bandwidth.setting.webhookUser',
    means: 'User name of the Basic credentials that the application’s callbacks carry',
    help: 'provider:bandwidth.help.webhookUser',
    asked: true,
  }),
  webhookPassword: optionalSecret({
    label: 'provider:bandwidth.setting.webhookPassword',
    means: 'Password of these. Without both no callback is believed',
    help: 'provider:bandwidth.help.webhookPassword',
    asked: true,
  }),
  baseUrl: address('provider:setting.baseUrl', 'https://messaging.bandwidth.com'),
  tokenBaseUrl: address('provider:bandwidth.setting.tokenBaseUrl', 'https://api.bandwidth.com'),
  ratePerSecond: rate(
    'provider:setting.ratePerSecond',
    'How fast texts may leave: parts a second, for the whole account',
    'provider:bandwidth.help.ratePerSecond',
    1,
  ),
  gapGraceSeconds: seconds('How long a callback may be on its way before its reply counts as lost', 120),
};

/** OAuth2 client credentials only: Bandwidth's Basic access ends on 2 December 2026. */
export const bandwidth = {
  optOuts: { profile: 'provider-1' },
  regions: ['US', 'CA'],
  // Files of up to 3.75 MB can be stored there (dev.bandwidth.com/docs/messaging/media); carriers take about
  // a megabyte, and few telephones show WebP.
  pictures: { kinds: ['jpeg', 'png', 'gif'], mostBytes: 1_000_000 },
  inbound: 'webhook',
  fields,
  given: givenOf(fields),
  kept: keptOf(fields),
} as const satisfies VendorFacts;

/** Settings of a Bandwidth connection, as its adapter reads them. */
export type BandwidthConfig = z.infer<typeof bandwidth.kept>;

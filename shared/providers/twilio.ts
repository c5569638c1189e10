import type { z } from 'zod';
import { t } from '../text/say.ts';
import type { VendorFacts } from './facts.ts';
import {
  address,
  calledAt,
  givenOf,
  keptOf,
  optionalId,
  optionalSecret,
  rate,
  seconds,
  secret,
  text,
} from './field.ts';

const sid = (prefix: string) => ({
  like: new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
  longest: 34,
  otherwise: () => t('settings:connections.wrong.sid', { prefix }),
  placeholder: `${prefix}…`,
});
const { longest: _, ...accountSid } = sid('AC');

const fields = {
  accountSid: text({
    ...accountSid,
    label: 'api:setting.accountSid',
    means: 'AC and 32 hexadecimal digits',
    help: 'settings:connections.help.twilioAccountSid',
  }),
  keySid: optionalId({
    ...sid('SK'),
    label: 'api:setting.keySid',
    means: 'SK and 32 hexadecimal digits: an API key, which can be revoked by itself',
    help: 'settings:connections.help.keySid',
  }),
  secret: secret({
    label: 'api:setting.secret',
    means: 'Of the API key; without keySid, the account’s auth token',
    help: 'settings:connections.help.secret',
  }),
  messagingServiceSid: optionalId({
    ...sid('MG'),
    label: 'api:setting.messagingServiceSid',
    means: 'MG and 32 hexadecimal digits',
    help: 'settings:connections.help.messagingServiceSid',
    advanced: true,
  }),
  webhookPublicUrl: calledAt({
    label: 'api:setting.webhookPublicUrl',
    means: 'The address that Twilio calls, where its webhooks come through a tunnel or proxy',
    help: 'settings:connections.help.webhookPublicUrl',
    advanced: true,
  }),
  authToken: optionalSecret({
    label: 'api:setting.authToken',
    means: 'Only for webhooks, and only with an API key: Twilio signs with the auth token',
    help: 'settings:connections.help.authToken',
    advanced: true,
  }),
  baseUrl: address('api:setting.baseUrl', 'https://api.twilio.com'),
  ratePerSecond: rate(
    'api:setting.ratePerSecond',
    'How fast texts may leave: a second, for each sender number',
    'settings:connections.help.rateTwilio',
    1,
  ),
  absentAfterSeconds: seconds('After how long a text that is not in Twilio’s list counts as not taken', 10),
};

/** Its own words: Twilio's list since 14 May 2025. YES re-subscribes too, but is a normal answer to us (rule 8). */
export const twilio = {
  optOuts: {
    profile: 'provider-2',
    stop: ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
    start: ['start', 'unstop'],
    help: ['help', 'info'],
  },
  regions: ['GB'],
  inbound: 'poll',
  fields,
  given: givenOf(fields),
  kept: keptOf(fields),
} as const satisfies VendorFacts;

/** Settings of a Twilio connection, as its adapter reads them. */
export type TwilioConfig = z.infer<typeof twilio.kept>;

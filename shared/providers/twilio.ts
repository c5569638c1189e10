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
  otherwise: () => t('provider:twilio.sid', { prefix }),
  placeholder: `${prefix}…`,
});
const { longest: _, ...accountSid } = sid('AC');

const fields = {
  accountSid: text({
    ...accountSid,
    label: 'provider:twilio.setting.accountSid',
    means: 'AC and 32 hexadecimal digits',
    help: 'provider:twilio.help.accountSid',
  }),
  keySid: optionalId({
    ...sid('SK'),
    label: 'provider:twilio.setting.keySid',
    means: 'SK and 32 hexadecimal digits: an API key, which can be revoked by itself',
    help: 'provider:twilio.help.keySid',
  }),
  secret: secret({
    label: 'provider:twilio.setting.secret',
    means: 'Of the API key; without keySid, the account’s auth token',
    help: 'provider:twilio.help.secret',
  }),
  messagingServiceSid: optionalId({
    ...sid('MG'),
    label: 'provider:twilio.setting.messagingServiceSid',
    means: 'MG and 32 hexadecimal digits',
    help: 'provider:twilio.help.messagingServiceSid',
    advanced: true,
  }),
  webhookPublicUrl: calledAt({
    label: 'provider:twilio.setting.webhookPublicUrl',
    means: 'The address that Twilio calls, where its webhooks come through a tunnel or proxy',
    help: 'provider:twilio.help.webhookPublicUrl',
    advanced: true,
  }),
  authToken: optionalSecret({
    label: 'provider:twilio.setting.authToken',
    means: 'Only for webhooks, and only with an API key: Twilio signs with the auth token',
    help: 'provider:twilio.help.authToken',
    advanced: true,
  }),
  baseUrl: address('provider:setting.baseUrl', 'https://api.twilio.com'),
  ratePerSecond: rate(
    'provider:setting.ratePerSecond',
    'How fast texts may leave: a second, for each sender number',
    'provider:twilio.help.ratePerSecond',
    1,
  ),
  absentAfterSeconds: seconds('After how long a text that is not in Twilio’s list counts as not taken', 10),
};

/**
 * Twilio's own words since 14 May 2025. YES re-subscribes at Twilio too, but is a normal answer for us
 * (design, rule 8).
 */
export const twilio = {
  optOuts: {
    profile: 'provider-2',
    stop: ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
    start: ['start', 'unstop'],
    help: ['help', 'info'],
  },
  regions: ['GB'],
  // Its MMS reaches the US, Canada and Australia alone, and no campaign of these regions goes through it.
  pictures: null,
  inbound: 'poll',
  fields,
  given: givenOf(fields),
  kept: keptOf(fields),
} as const satisfies VendorFacts;

/** Settings of a Twilio connection, as its adapter reads them. */
export type TwilioConfig = z.infer<typeof twilio.kept>;

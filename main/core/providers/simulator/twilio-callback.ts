import { signTwilio } from '../twilio/signature.ts';
import type { CallbackEvent, CallbackTarget } from './callbacks.ts';
import { simulatorCredentials as ours } from './credentials.ts';
import type { SimMessage } from './types.ts';

/**
 * The form that Twilio posts for an inbound text, signed. Null for anything else, or without a target, where
 * Heed polls.
 */
export function twilioCallback(message: SimMessage, target: CallbackTarget | null): CallbackEvent | null {
  if (target === null || message.direction !== 'inbound') return null;
  const params = new URLSearchParams({
    ToCountry: 'GB',
    SmsMessageSid: message.id,
    NumMedia: String(message.media),
    SmsSid: message.id,
    SmsStatus: 'received',
    Body: message.body,
    To: message.to,
    NumSegments: String(message.segments),
    MessageSid: message.id,
    AccountSid: ours.accountSid,
    From: message.from,
    ApiVersion: '2010-04-01',
  });
  return {
    profile: 'provider-2',
    type: 'inbound',
    messageId: message.id,
    write: ({ url }, fault) => {
      const token = fault?.kind === 'wrong-credentials' ? 'wrong' : ours.authToken;
      return {
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'user-agent': 'TwilioProxy/1.1',
          'x-twilio-signature': signTwilio(token, url, params),
        },
        body: params.toString(),
      };
    },
  };
}

import { z } from 'zod';
import { t } from '../../../../shared/text/say.ts';
import { BaseUrl, RatePerSecond } from '../config.ts';

const sid = (prefix: string, name: 'accountSid' | 'keySid' | 'serviceSid') =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), {
    error: () => t('provider:config.sid', { name: t(`provider:config.${name}`), prefix }),
  });

/** Settings of a Twilio connection. `secret` is the API key's secret with `keySid`, else the auth token. */
export const TwilioConfig = z.object({
  accountSid: sid('AC', 'accountSid'),
  keySid: sid('SK', 'keySid').optional(),
  secret: z.string().min(1, { error: () => t('provider:config.needed') }),
  /** Only for webhooks, and only with an API key: Twilio signs with the auth token. */
  authToken: z.string().min(1).optional(),
  messagingServiceSid: sid('MG', 'serviceSid').optional(),
  baseUrl: BaseUrl.default('https://api.twilio.com'),
  /** The address that Twilio calls, where webhooks come through a tunnel or proxy. */
  webhookPublicUrl: z.url().optional(),
  /** Messages a second for each sender number. */
  ratePerSecond: RatePerSecond.default(1),
  /** A text missing from Twilio's list counts as not taken only when this much time has passed since the attempt. */
  absentAfterSeconds: z.number().nonnegative().default(10),
});
export type TwilioConfig = z.infer<typeof TwilioConfig>;
export type TwilioSettings = z.input<typeof TwilioConfig>;

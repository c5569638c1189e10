import { z } from 'zod';
import { t } from '../../../../shared/text/say.ts';
import { BaseUrl, RatePerSecond } from '../config.ts';

const needed = z.string().min(1, { error: () => t('provider:config.needed') });

/** Settings of a Bandwidth connection. OAuth2 client credentials only: Basic ends on 2 December 2026. */
export const BandwidthConfig = z.object({
  accountId: z.string().regex(/^[0-9A-Za-z-]+$/, { error: () => t('provider:config.accountId') }),
  applicationId: needed,
  clientId: needed,
  clientSecret: needed,
  baseUrl: BaseUrl.default('https://messaging.bandwidth.com'),
  tokenBaseUrl: BaseUrl.default('https://api.bandwidth.com'),
  /** What Bandwidth's callbacks sign in with, as set on its application. Without both no callback is believed. */
  webhookUser: needed.optional(),
  webhookPassword: needed.optional(),
  /** Segments a second for the whole account. */
  ratePerSecond: RatePerSecond.default(1),
  /** An inbound text in the list counts as lost only when its callback has had this long. */
  gapGraceSeconds: z.number().nonnegative().default(120),
});
export type BandwidthConfig = z.infer<typeof BandwidthConfig>;
export type BandwidthSettings = z.input<typeof BandwidthConfig>;

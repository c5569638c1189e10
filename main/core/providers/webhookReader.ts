import { bandwidthErrors } from './bandwidth/adapter.ts';
import { bandwidthWebhook } from './bandwidth/webhook.ts';
import type { WebhookAccess, WebhookRequest, WebhookResult } from './provider.ts';
import { twilioWebhook } from './twilio/webhook.ts';

/**
 * Checks and reads a call with nothing but what tells the provider from others; `now` in UTC milliseconds.
 * Never throws on bad input.
 */
export function readWebhook(access: WebhookAccess, request: WebhookRequest, now: number): WebhookResult {
  return access.profile === 'provider-2'
    ? twilioWebhook(access, request, now)
    : bandwidthWebhook(access, bandwidthErrors, request, now);
}

import { keep } from '../../../../shared/text/stored.ts';
import { errorTable } from '../errors.ts';
import type { AdapterDeps } from '../http.ts';
import { type Adapter, ProviderError } from '../provider.ts';
import { twilioClient } from './client.ts';
import { TwilioConfig, type TwilioSettings } from './config.ts';
import data from './data/errors.json' with { type: 'json' };
import { twilioPuller } from './pull.ts';
import { reconcileTwilio } from './reconcile.ts';
import { sendTwilio } from './send.ts';
import { twilioAccess, twilioWebhook } from './webhook.ts';

export const twilioErrors = errorTable('twilio', data);

/**
 * Provider-2: inbound by polling the message list, webhooks too where a public address exists.
 * @throws ZodError where the settings are not valid
 */
export function createTwilioAdapter(settings: TwilioSettings, deps: AdapterDeps): Adapter {
  const config = TwilioConfig.parse(settings);
  const client = twilioClient(config, deps);
  const webhookAccess = twilioAccess(config);
  return {
    profile: 'provider-2',
    inbound: 'poll',
    canReconcile: true,
    rate: { per: 'number', unit: 'message', perSecond: config.ratePerSecond },
    send: (message, signal) => sendTwilio(client, config, twilioErrors, deps, message, signal),
    pull: twilioPuller(client, deps),
    webhookAccess,
    parseWebhook: (request) => twilioWebhook(webhookAccess, request, deps.now()),
    reconcile: (message, signal) => reconcileTwilio(client, config, deps, message, signal),
    async test(signal) {
      try {
        await client.list(new URLSearchParams({ PageSize: '1' }), signal);
        return { ok: true, detail: keep('provider:twilioOk', { account: config.accountSid }) };
      } catch (error) {
        if (error instanceof ProviderError) return { ok: false, detail: error.kept };
        throw error;
      }
    },
    classify: twilioErrors.classify,
  };
}

import { twilio as facts, type TwilioConfig } from '../../../../shared/providers/twilio.ts';
import { keep, written } from '../../../../shared/text/stored.ts';
import { errorTable } from '../errors.ts';
import type { AdapterDeps } from '../http.ts';
import { type Adapter, ProviderError } from '../provider.ts';
import type { Vendor } from '../vendor.ts';
import { twilioClient } from './client.ts';
import data from './data/errors.json' with { type: 'json' };
import { twilioPicture } from './picture.ts';
import { twilioPuller } from './pull.ts';
import { reconcileTwilio } from './reconcile.ts';
import { sendTwilio } from './send.ts';
import { twilioAccess, twilioWebhook } from './webhook.ts';

const errors = errorTable('twilio', data);

/**
 * Inbound by polling the message list, webhooks too where a public address exists.
 */
function create(config: TwilioConfig, deps: AdapterDeps): Adapter {
  const client = twilioClient(config, deps);
  const webhookAccess = twilioAccess(config);
  return {
    vendor: 'twilio',
    inbound: facts.inbound,
    listsWords: true,
    rate: { per: 'number', unit: 'message', perSecond: config.ratePerSecond },
    send: (message, signal) => sendTwilio(client, config, errors, deps, message, signal),
    pull: twilioPuller(client, deps),
    webhookAccess,
    parseWebhook: (request) => twilioWebhook(webhookAccess.keys, request, deps.now()),
    reconcile: (message, signal) => reconcileTwilio(client, config, deps, message, signal),
    fetchPicture: (asked, signal) => twilioPicture(client, config, deps, asked, signal),
    async test(signal) {
      try {
        await client.list(new URLSearchParams({ PageSize: '1' }), signal);
        return { ok: true, detail: keep('provider:twilio.ok', { account: written(config.accountSid) }) };
      } catch (error) {
        if (error instanceof ProviderError) return { ok: false, detail: error.kept };
        throw error;
      }
    },
    classify: errors.classify,
  };
}

export const twilio: Vendor<TwilioConfig> = {
  create,
  errors,
  readWebhook: twilioWebhook,
  accepted: {
    status: 200,
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    contentType: 'text/xml; charset=utf-8',
  },
};

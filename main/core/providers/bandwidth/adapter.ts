import { keep } from '../../../../shared/text/stored.ts';
import { errorTable } from '../errors.ts';
import type { AdapterDeps } from '../http.ts';
import { type Adapter, ProviderError } from '../provider.ts';
import { bandwidthClient } from './client.ts';
import { BandwidthConfig, type BandwidthSettings } from './config.ts';
import data from './data/errors.json' with { type: 'json' };
import { reconcileBandwidth } from './reconcile.ts';
import { sendBandwidth } from './send.ts';
import { sweepBandwidth } from './sweep.ts';
import { bandwidthAccess, bandwidthWebhook } from './webhook.ts';

export const bandwidthErrors = errorTable('bandwidth', data);

/**
 * Provider-1: text comes in by callback only; `pull` is the gap sweep.
 * @throws ZodError where the settings are not valid
 */
export function createBandwidthAdapter(settings: BandwidthSettings, deps: AdapterDeps): Adapter {
  const config = BandwidthConfig.parse(settings);
  const client = bandwidthClient(config, deps);
  const webhookAccess = bandwidthAccess(config);
  return {
    profile: 'provider-1',
    inbound: 'webhook',
    canReconcile: true,
    rate: { per: 'account', unit: 'segment', perSecond: config.ratePerSecond },
    send: (message, signal) => sendBandwidth(client, config, bandwidthErrors, deps, message, signal),
    pull: (request, signal) => sweepBandwidth(client, config, bandwidthErrors, deps, request, signal),
    webhookAccess,
    parseWebhook: (request) => bandwidthWebhook(webhookAccess, bandwidthErrors, request, deps.now()),
    reconcile: (message, signal) => reconcileBandwidth(client, bandwidthErrors, message, signal),
    async test(signal) {
      try {
        await client.list(new URLSearchParams({ messageDirection: 'INBOUND', limit: '1' }), signal);
        return { ok: true, detail: keep('provider:bandwidthOk', { account: config.accountId }) };
      } catch (error) {
        if (error instanceof ProviderError) return { ok: false, detail: error.kept };
        throw error;
      }
    },
    classify: bandwidthErrors.classify,
  };
}

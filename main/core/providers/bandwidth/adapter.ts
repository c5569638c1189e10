import { type BandwidthConfig, bandwidth as facts } from '../../../../shared/providers/bandwidth.ts';
import { keep, written } from '../../../../shared/text/stored.ts';
import { plainAnswer } from '../door.ts';
import { errorTable } from '../errors.ts';
import type { AdapterDeps } from '../http.ts';
import { type Adapter, ProviderError } from '../provider.ts';
import type { Vendor } from '../vendor.ts';
import { bandwidthClient } from './client.ts';
import data from './data/errors.json' with { type: 'json' };
import { bandwidthPicture } from './picture.ts';
import { reconcileBandwidth } from './reconcile.ts';
import { bandwidthRegistration } from './registration.ts';
import { sendBandwidth } from './send.ts';
import { sweepBandwidth } from './sweep.ts';
import { bandwidthAccess, bandwidthWebhook } from './webhook.ts';

const errors = errorTable('bandwidth', data);

/** Texts come in by callback only; `pull` searches Bandwidth's list for texts whose callback is missing. */
function create(config: BandwidthConfig, deps: AdapterDeps): Adapter {
  const client = bandwidthClient(config, deps);
  const webhookAccess = bandwidthAccess(config);
  return {
    vendor: 'bandwidth',
    inbound: facts.inbound,
    listsWords: false,
    rate: { per: 'account', unit: 'segment', perSecond: config.ratePerSecond },
    send: (message, signal) => sendBandwidth(client, config, errors, deps, message, signal),
    pull: (request, signal) => sweepBandwidth(client, config, errors, deps, request, signal),
    webhookAccess,
    parseWebhook: (request) => bandwidthWebhook(webhookAccess.keys, errors, request, deps.now()),
    reconcile: (message, signal) => reconcileBandwidth(client, errors, message, signal),
    registration: (numbers, signal) => bandwidthRegistration(client, deps, numbers, signal),
    fetchPicture: (asked, signal) => bandwidthPicture(client, config, deps, asked, signal),
    async test(signal) {
      try {
        await client.list(new URLSearchParams({ messageDirection: 'INBOUND', limit: '1' }), signal);
        return { ok: true, detail: keep('provider:bandwidth.ok', { account: written(config.accountId) }) };
      } catch (error) {
        if (error instanceof ProviderError) return { ok: false, detail: error.kept };
        throw error;
      }
    },
    classify: errors.classify,
  };
}

export const bandwidth: Vendor<BandwidthConfig> = {
  create,
  errors,
  readWebhook: (keys, request, now) => bandwidthWebhook(keys, errors, request, now),
  accepted: plainAnswer(200, 'ok'),
};

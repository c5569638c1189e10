import {
  type ConnectionKind,
  type ProviderName,
  settingsOf,
  type VENDORS,
  type VendorName,
  vendorOf,
} from '../../../shared/providers/index.ts';
import { bandwidth } from './bandwidth/adapter.ts';
import type { WebhookAnswer } from './door.ts';
import type { ErrorTable } from './errors.ts';
import type { AdapterDeps } from './http.ts';
import type { Adapter, WebhookAccess, WebhookRequest, WebhookResult } from './provider.ts';
import { createSimulatorAdapter } from './simulator/adapter.ts';
import { twilio } from './twilio/adapter.ts';
import type { Vendor } from './vendor.ts';

type ConfigOf<V extends VendorName> = ReturnType<(typeof VENDORS)[V]['kept']['parse']>;

/** Every vendor of the registry (shared/providers); forgetting one does not compile. */
const ADAPTERS: { readonly [V in VendorName]: Vendor<ConfigOf<V>> } = { bandwidth, twilio };

/**
 * Makes the adapter of a connection from its stored settings, secrets put back in.
 * @throws ZodError naming the settings that are not valid
 */
export function createAdapter(provider: ProviderName, config: unknown, deps: AdapterDeps): Adapter {
  if (provider === 'simulator') return createSimulatorAdapter(config, deps);
  // The vendor's own schema made the settings, which the compiler cannot follow through a variable name.
  const vendor = ADAPTERS[provider] as Vendor<unknown>;
  return vendor.create(settingsOf(provider).kept.parse(config), deps);
}

/** What codes mean at a connection; the simulator's mean what they do at the vendor that it plays. */
export const errorTableOf = (kind: ConnectionKind): ErrorTable => ADAPTERS[vendorOf(kind)].errors;

/**
 * Checks and reads a call of the vendor whose access this is, on whichever thread. Never throws on bad input.
 */
export const readWebhook = (
  { vendor, keys }: WebhookAccess,
  request: WebhookRequest,
  now: number,
): WebhookResult => ADAPTERS[vendor].readWebhook(keys, request, now);

/** What the vendor's call is answered with once all of it is kept. */
export const acceptedAnswer = (vendor: VendorName): WebhookAnswer => ADAPTERS[vendor].accepted;

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

/** The adapter of every vendor in the registry (shared/providers); a missing one does not compile. */
const ADAPTERS: { readonly [V in VendorName]: Vendor<ConfigOf<V>> } = { bandwidth, twilio };

/**
 * Makes the adapter of a connection from its stored settings and its secrets.
 * @throws ZodError naming the settings that are not valid
 */
export function createAdapter(provider: ProviderName, config: unknown, deps: AdapterDeps): Adapter {
  if (provider === 'simulator') return createSimulatorAdapter(config, deps);
  // The settings come from this vendor's own schema, which the compiler cannot follow.
  const vendor = ADAPTERS[provider] as Vendor<unknown>;
  return vendor.create(settingsOf(provider).kept.parse(config), deps);
}

/** What codes mean at a connection; the simulator's mean what they mean at the vendor that it imitates. */
export const errorTableOf = (kind: ConnectionKind): ErrorTable => ADAPTERS[vendorOf(kind)].errors;

/**
 * Checks and reads a call of the vendor to which `access` belongs; may run on any thread. Never throws on bad
 * input.
 */
export const readWebhook = (
  { vendor, keys }: WebhookAccess,
  request: WebhookRequest,
  now: number,
): WebhookResult => ADAPTERS[vendor].readWebhook(keys, request, now);

/** The answer to the vendor's call once everything in it is stored. */
export const acceptedAnswer = (vendor: VendorName): WebhookAnswer => ADAPTERS[vendor].accepted;

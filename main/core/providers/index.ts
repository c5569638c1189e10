import type { z } from 'zod';
import type { Profile, ProviderName } from '../../../shared/schema/words.ts';
import { bandwidthErrors, createBandwidthAdapter } from './bandwidth/adapter.ts';
import { BandwidthConfig } from './bandwidth/config.ts';
import type { ErrorTable } from './errors.ts';
import type { AdapterDeps } from './http.ts';
import type { Adapter } from './provider.ts';
import { createSimulatorAdapter, SimulatorConfig } from './simulator/adapter.ts';
import { createTwilioAdapter, twilioErrors } from './twilio/adapter.ts';
import { TwilioConfig } from './twilio/config.ts';

const SCHEMAS = { twilio: TwilioConfig, bandwidth: BandwidthConfig, simulator: SimulatorConfig } as const;

/** The schema of a connection's settings, secrets included. */
export function connectionConfigSchema<P extends ProviderName>(provider: P): (typeof SCHEMAS)[P] {
  return SCHEMAS[provider];
}

const SECRETS: Readonly<Record<ProviderName, readonly string[]>> = {
  twilio: ['secret', 'authToken'] satisfies (keyof z.infer<typeof TwilioConfig>)[],
  bandwidth: ['clientSecret', 'webhookPassword'] satisfies (keyof z.infer<typeof BandwidthConfig>)[],
  simulator: [],
};

/** Names of the settings that must be kept behind the secret port and never shown again. */
export function secretFields(provider: ProviderName): readonly string[] {
  return SECRETS[provider];
}

/**
 * Makes the adapter of a connection from its stored settings, secrets put back in.
 * @throws ZodError naming the settings that are not valid
 */
export function createAdapter(provider: ProviderName, config: unknown, deps: AdapterDeps): Adapter {
  if (provider === 'twilio') return createTwilioAdapter(TwilioConfig.parse(config), deps);
  if (provider === 'bandwidth') return createBandwidthAdapter(BandwidthConfig.parse(config), deps);
  return createSimulatorAdapter(SimulatorConfig.parse(config), deps);
}

/** What a profile's provider means by its codes: Twilio's and Bandwidth's tables, the simulator's as its profile's. */
export function errorTableOf(profile: Profile): ErrorTable {
  return profile === 'provider-2' ? twilioErrors : bandwidthErrors;
}

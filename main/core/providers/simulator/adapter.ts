import { type SimulatorConfig, simulator } from '../../../../shared/providers/simulator.ts';
import type { Profile } from '../../../../shared/schema/words.ts';
import { bandwidth } from '../bandwidth/adapter.ts';
import type { AdapterDeps } from '../http.ts';
import type { Adapter } from '../provider.ts';
import { twilio } from '../twilio/adapter.ts';
import { simulatorCredentials as ours } from './credentials.ts';

/** The real adapter of the vendor that the profile imitates, with the simulator's address and credentials. */
const PLAYED: Readonly<Record<Profile, (config: SimulatorConfig, deps: AdapterDeps) => Adapter>> = {
  'provider-1': ({ baseUrl, ratePerSecond, gapGraceSeconds }, deps) =>
    bandwidth.create(
      {
        baseUrl,
        ratePerSecond,
        tokenBaseUrl: baseUrl,
        accountId: ours.accountId,
        applicationId: ours.applicationId,
        clientId: ours.clientId,
        clientSecret: ours.clientSecret,
        webhookUser: ours.callbackUser,
        webhookPassword: ours.callbackPassword,
        gapGraceSeconds,
      },
      deps,
    ),
  'provider-2': ({ baseUrl, ratePerSecond }, deps) =>
    twilio.create(
      // The simulator's list is never late, so a text that is not in it was not taken.
      { baseUrl, ratePerSecond, accountSid: ours.accountSid, secret: ours.authToken, absentAfterSeconds: 0 },
      deps,
    ),
};

/**
 * Makes the adapter of the vendor that the settings name.
 * @throws ZodError where the settings are not valid
 */
export function createSimulatorAdapter(settings: unknown, deps: AdapterDeps): Adapter {
  const config = simulator.kept.parse(settings);
  return PLAYED[config.profile](config, deps);
}

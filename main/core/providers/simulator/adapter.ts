import { z } from 'zod';
import { Profile } from '../../../../shared/schema/words.ts';
import { createBandwidthAdapter } from '../bandwidth/adapter.ts';
import { BaseUrl, RatePerSecond } from '../config.ts';
import type { AdapterDeps } from '../http.ts';
import type { Adapter } from '../provider.ts';
import { createTwilioAdapter } from '../twilio/adapter.ts';
import { simulatorCredentials as ours } from './credentials.ts';

/** Settings of a connection to a simulator: where it is and which provider it plays. Nothing in it is secret. */
export const SimulatorConfig = z.object({
  baseUrl: BaseUrl,
  profile: Profile,
  /** Faster than the real ones, so that demos and tests are quick. */
  ratePerSecond: RatePerSecond.default(50),
  /** Runs inside the console and reaches invented contacts alone (core/practice). */
  practice: z.boolean().default(false),
  /** As Bandwidth's: how long a callback may be on its way before its reply counts as lost. */
  gapGraceSeconds: z.number().nonnegative().default(5),
});
export type SimulatorConfig = z.infer<typeof SimulatorConfig>;
export type SimulatorSettings = z.input<typeof SimulatorConfig>;

/**
 * The simulator speaks both wire formats, so this is the real adapter with the simulator's address and credentials.
 * @throws ZodError where the settings are not valid
 */
export function createSimulatorAdapter(settings: SimulatorSettings, deps: AdapterDeps): Adapter {
  const { baseUrl, profile, ratePerSecond, gapGraceSeconds } = SimulatorConfig.parse(settings);
  if (profile === 'provider-2') {
    return createTwilioAdapter(
      // Its list is never late, so a text that is not in it was not taken.
      { baseUrl, ratePerSecond, accountSid: ours.accountSid, secret: ours.authToken, absentAfterSeconds: 0 },
      deps,
    );
  }
  return createBandwidthAdapter(
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
  );
}

import { z } from 'zod';
import { Profile } from '../schema/words.ts';
import type { ProviderSettings } from './facts.ts';
import { givenOf, keptOf, neededAddress, rate, seconds } from './field.ts';

const fields = {
  baseUrl: neededAddress({
    label: 'provider:simulator.setting.baseUrl',
    means: 'Address of the simulator (npm run simulator)',
    placeholder: 'http://127.0.0.1:4010',
    help: 'provider:simulator.help.baseUrl',
  }),
  // Faster than the real ones, so that demos and tests are quick.
  ratePerSecond: rate(
    'provider:setting.ratePerSecond',
    'How fast texts may leave: a second, as the provider that it plays counts them',
    'provider:simulator.help.ratePerSecond',
    50,
  ),
  gapGraceSeconds: seconds('As Bandwidth’s', 5),
};

/** Nothing in it is secret. The connection's profile decides which provider it imitates. */
export const simulator = {
  fields,
  given: givenOf(fields).extend({
    profile: Profile.optional().describe('May be left out: the connection’s own counts'),
  }),
  kept: keptOf(fields).extend({
    profile: Profile,
    /** Runs inside the console and reaches invented contacts only (core/practice). */
    practice: z.boolean().default(false),
  }),
} as const satisfies ProviderSettings;

/** Settings of a connection to a simulator: its address and the provider that it imitates. */
export type SimulatorConfig = z.infer<typeof simulator.kept>;

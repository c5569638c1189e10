import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import type { Core } from '../../main/core/store/context.ts';
import { run } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import { campaign, connection, conversation, senderNumber, textAtAnyHour } from '../helpers/seed.ts';

export const CONTACTS = 30;
/** Name of the campaign that the imports go to. */
export const IMPORTS = 'Imports';
export const SENDERS = { US: '+12165550190', GB: '+447700900990' } as const;

export const numberOf = (region: 'US' | 'GB', index: number): string =>
  region === 'US'
    ? `+1202555${String(100 + index).padStart(4, '0')}`
    : `+447700900${String(index).padStart(3, '0')}`;

/** One campaign a profile, thirty contacts each, who may be texted at any hour. */
export function seedWorld(core: Core, simulatorUrl: string): void {
  textAtAnyHour(core);
  core.write((tx) => writeSettings(core, tx, null, { firstResponseOnly: false }));
  for (const region of ['US', 'GB'] as const) {
    const profile = region === 'US' ? 'provider-1' : 'provider-2';
    const connectionId = connection(core, {
      profile,
      config: { baseUrl: simulatorUrl, profile, gapGraceSeconds: 0 },
    });
    const senderNumberId = senderNumber(core, { connectionId, number: SENDERS[region] });
    const campaignId = campaign(core, { region });
    for (let index = 0; index < CONTACTS; index += 1) {
      conversation(core, {
        campaignId,
        number: numberOf(region, index),
        senderNumberId,
        state: 'to-send',
      });
    }
  }
  campaign(core, { region: 'US', state: 'draft', name: IMPORTS });
  run(writer(core), "UPDATE connection SET last_inbound_ok_at = NULL WHERE profile = 'provider-2'");
}

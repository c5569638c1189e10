import { expect, test } from 'vitest';
import { createImports } from '../../main/core/campaigns/imports.ts';
import { guardConversation } from '../../main/core/outbox/facts.ts';
import { one, run } from '../../main/core/store/statement.ts';
import { testCore, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { bytesOf, mapped } from '../lists/csvFiles.ts';

test('an imported contact is texted by the hours of their own zone, not by the strictest of the country', async () => {
  // 14:00 UTC in March: nine in New York, four in the morning in Honolulu.
  const { core } = testCore({ now: Date.UTC(2026, 2, 3, 14) });
  const imports = createImports(core);
  const accountId = seed.account(core, { role: 'admin' });
  const campaignId = seed.campaign(core, { region: 'US' });
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: '+12165550190' });
  const source = bytesOf('phone\n+12125550101\n+18085550101\n');
  const job = imports.contacts({ campaignId, source, mapping: mapped(0), accountId });
  expect((await imports.ended(job.id)).result?.imported).toBe(2);
  // A number whose place is unknown, from before such numbers were refused.
  seed.conversation(core, { campaignId, number: '+18005550101', state: 'to-send' });
  run(writer(core), 'UPDATE conversation SET sender_number_id = ?', senderNumberId);
  const verdict = (number: string) => {
    const row = one<{ id: string }>(core.db, 'SELECT id FROM conversation WHERE number = ?', number);
    return guardConversation(core, row?.id ?? '', 'initial', core.ports.clock.now());
  };
  expect(verdict('+12125550101')).toEqual({ pass: true });
  expect(verdict('+18085550101')).toMatchObject({
    pass: false,
    rule: 'quiet-hours',
    until: Date.UTC(2026, 2, 3, 18),
  });
  // A toll-free number has no zone, so the strictest of the region counts.
  expect(verdict('+18005550101')).toMatchObject({
    pass: false,
    rule: 'quiet-hours',
    until: Date.UTC(2026, 2, 3, 18),
  });
  core.close();
});

import { expect, test } from 'vitest';
import { startContactImport } from '../../main/core/campaigns/contactImport.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { startOptOutImport } from '../../main/core/optOuts/optOutImport.ts';
import { openMemory } from '../../main/core/store/open.ts';
import type { Reader } from '../../main/core/store/types.ts';
import { vendorOf } from '../../shared/providers/index.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { bytesOf, mapped, usNumber } from '../lists/csvFiles.ts';

/**
 * How SQLite finds rows in a store without statistics, as a new one is: what holds there holds however fast
 * it fills.
 */
function planOf(db: Reader, sql: string): string {
  const plan = writer({ db }).prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const named = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 'x']));
  const values = Object.keys(named).length > 0 ? [named] : Array(sql.split('?').length - 1).fill('x');
  return plan
    .all(...values)
    .map((row) => (row as { detail: string }).detail)
    .join('\n');
}

test('what is asked about one number is looked up by it, while replies come in and files are imported', async () => {
  const { core } = testCore();
  const texts = new Set<string>();
  const prepare = writer(core).prepare.bind(core.db);
  const watched = (sql: string) => {
    texts.add(sql);
    return prepare(sql);
  };
  Object.defineProperty(core.db, 'prepare', { value: watched });
  let count = 0;
  for (const profile of ['provider-1', 'provider-2'] as const) {
    const ours = profile === 'provider-1' ? '+12025550198' : '+447700900801';
    const connectionId = seed.connection(core, { profile });
    const senderNumberId = seed.senderNumber(core, { connectionId, number: ours });
    const campaignId = seed.campaign(core, { region: profile === 'provider-1' ? 'US' : 'GB' });
    const conversationId = seed.conversation(core, { campaignId, number: '+12025550143', senderNumberId });
    seed.message(core, {
      conversationId,
      number: '+12025550143',
      senderNumberId,
      body: 'Hi',
      direction: 'out',
    });
    for (const body of ['Hello', 'please take me off your list', 'STOP', 'START', 'wrong number', 'stop']) {
      const providerTime = NOON - 1000 + count;
      const reply = { providerId: `in-${count++}`, from: '+12025550143', to: ours, body, providerTime };
      const source = {
        connectionId,
        adapter: { classify: () => 'failed' as const, vendor: vendorOf({ provider: 'simulator', profile }) },
      };
      receive(core, source, { inbound: [reply], statuses: [], providerTexts: [] });
    }
  }
  const source = bytesOf(`phone\n${usNumber(1)}\n${usNumber(1)}\n`);
  await startOptOutImport(core, { source, column: 0, accountId: null }).done;
  const campaignId = seed.campaign(core, { region: 'US', state: 'draft' });
  await startContactImport(core, { campaignId, source, mapping: mapped(0), accountId: null }).done;

  const asked = [...texts].filter((sql) => /\bsubject = [?@]/.test(sql));
  expect(asked.length).toBeGreaterThan(15);
  const fresh = openMemory();
  const elsewhere = asked.filter((sql) => !planOf(fresh, sql).includes('subject=?'));
  expect(elsewhere.map((sql) => `${sql}\n${planOf(fresh, sql)}`)).toEqual([]);
});

import type { PartPrice } from '../../../shared/contract/settings.ts';
import { createAccount } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/password.ts';
import { demoAccounts } from '../base/demoAccounts.ts';
import { createList } from '../campaigns/savedLists.ts';
import { makeReady, pointAtSimulator } from '../connections/connectionRecord.ts';
import { saveView } from '../conversations/savedViews.ts';
import { writeSettings } from '../decisions/writeSettings.ts';
import { startSimulator } from '../providers/simulator/server.ts';
import type { Core } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { DEMO_LIST, DEMO_ORGANISATION, DEMO_VIEW, demoCampaigns } from './campaigns.ts';
import { beginDemo, seedCampaign, seedPlanned } from './seed.ts';
import { beginSystem } from './system.ts';
import { beginTalks } from './talks.ts';

export type DemoWorld = { close(): Promise<void> };

/** Invented, of a usual size: one for each connection. */
const DEMO_PRICES: PartPrice[] = [
  { vendor: 'bandwidth', region: 'US', currency: 'USD', partMicros: 7_000, pictureMicros: 18_000 },
  { vendor: 'twilio', region: 'GB', currency: 'USD', partMicros: 52_000 },
];

/**
 * Fills a new demo store: three accounts, two simulated connections, two launched campaigns,
 * a saved list, a shared view, prices. Does nothing to a filled one.
 */
export async function seedDemo(core: Core): Promise<void> {
  if (one(core.db, 'SELECT 1 FROM account LIMIT 1')) return;
  const passwords = await Promise.all(
    demoAccounts.map((account) => hashPassword(account.password, core.ports.random)),
  );
  core.write((tx) => {
    writeSettings(core, tx, null, {
      organisation: DEMO_ORGANISATION,
      idleLockMinutes: 240,
      prices: DEMO_PRICES,
    });
    const accounts = demoAccounts.map((account, index) =>
      createAccount(core, tx, {
        login: account.login,
        name: account.name,
        role: account.role,
        password: passwords[index] ?? '',
        actorId: null,
      }),
    );
    const admin = accounts.find((account) => account.role === 'admin');
    const texter = accounts.find((account) => account.role === 'texter');
    if (!admin || !texter) return;
    const [first] = demoCampaigns.map((campaign) =>
      seedCampaign(core, tx, { campaign, adminId: admin.id, texterId: texter.id }),
    );
    if (first === undefined) return;
    seedPlanned(core, tx, { adminId: admin.id, texterId: texter.id });
    const source = { from: 'campaign', campaignId: first, who: { by: 'everybody' } } as const;
    createList(core, tx, admin.id, { name: DEMO_LIST, source });
    saveView(core, tx, { id: admin.id, role: 'admin' }, DEMO_VIEW);
  });
}

/**
 * Starts the simulated providers and contacts, and points the demo's connections at them, since their address
 * is new in every run. Then sends the first texts of each campaign, so that answers come in.
 */
export async function openDemoWorld(core: Core): Promise<DemoWorld> {
  const senders = all<{ number: string }>(core.db, 'SELECT number FROM sender_number').map(
    (row) => row.number,
  );
  const connection = one<{ id: string }>(core.db, "SELECT id FROM connection WHERE profile = 'provider-1'");
  const base = core.ports.webhookBase();
  const simulator = await startSimulator({
    profile: 'both',
    clock: () => core.ports.clock.now(),
    autoAnswer: true,
    numbers: senders,
    ...(base && connection ? { callbackUrl: `${base}/webhooks/${connection.id}` } : {}),
  });
  core.write((tx) => {
    for (const { id } of all<{ id: string }>(tx.db, 'SELECT id FROM connection')) {
      pointAtSimulator(tx, id, simulator.url, base);
      makeReady(tx, id);
    }
  });
  if (one(core.db, 'SELECT 1 FROM message LIMIT 1') === undefined) {
    beginDemo(core);
    beginTalks(core);
    beginSystem(core);
  }
  return { close: () => simulator.close() };
}

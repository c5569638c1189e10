import { vendorOf } from '../../../shared/providers/index.ts';
import { providerName } from '../../../shared/providers/words.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { merge } from '../../../shared/text/template.ts';
import { createConversation } from '../conversations/conversationRecord.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run } from '../store/statement.ts';
import { DEMO_ORGANISATION, type DemoCampaign, demoCampaigns } from './campaigns.ts';

type Seed = {
  readonly campaign: DemoCampaign;
  readonly adminId: string;
  readonly texterId: string;
};

function seedConnection(tx: Tx, campaign: DemoCampaign): string[] {
  const connectionId = tx.id();
  run(
    tx.db,
    `INSERT INTO connection (id, provider, profile, name, config, state, test_reply_at, rev)
     VALUES (?, 'simulator', ?, ?, '{}', 'ready', ?, ?)`,
    connectionId,
    campaign.profile,
    `Simulated ${providerName(vendorOf({ provider: 'simulator', profile: campaign.profile }))}`,
    tx.now,
    tx.rev(),
  );
  return campaign.senders.map((number, index) => {
    const id = tx.id();
    run(
      tx.db,
      'INSERT INTO sender_number (id, connection_id, number, label, rev) VALUES (?, ?, ?, ?, ?)',
      id,
      connectionId,
      number,
      index === 0 ? 'First line' : 'Second line',
      tx.rev(),
    );
    return id;
  });
}

/** Writes one campaign with its connection, sender numbers and contacts, launched and shared out to the texter. */
export function seedCampaign(core: Core, tx: Tx, seed: Seed): void {
  const { campaign } = seed;
  const senderIds = seedConnection(tx, campaign);
  const campaignId = tx.id();
  run(
    tx.db,
    `INSERT INTO campaign (id, name, region, profile, state, script, replies, created_by, created_at, launched_at, rev)
     VALUES (?, ?, ?, ?, 'launched', ?, ?, ?, ?, ?, ?)`,
    campaignId,
    campaign.name,
    campaign.region,
    campaign.profile,
    campaign.script,
    JSON.stringify(campaign.replies),
    seed.adminId,
    tx.now,
    tx.now,
    tx.rev(),
  );
  run(
    tx.db,
    'INSERT INTO campaign_texter (campaign_id, account_id) VALUES (?, ?)',
    campaignId,
    seed.texterId,
  );
  campaign.contacts.forEach((contact, index) => {
    createConversation(tx, {
      campaignId,
      subject: core.subject(contact.number),
      number: contact.number,
      firstName: contact.firstName,
      lastName: contact.lastName,
      fields: JSON.stringify({ town: contact.town }),
      senderNumberId: senderIds[index % senderIds.length],
      texterId: seed.texterId,
      sortAt: tx.now - index,
    });
  });
}

/** Lets the first initial messages of each campaign go out, once, in the texter's name. */
export function beginDemo(core: Core): void {
  core.write((tx) => {
    if (one(tx.db, 'SELECT 1 FROM message LIMIT 1')) return;
    for (const campaign of demoCampaigns) {
      const rows = all<{ id: string; first_name: string; texter_id: string; name: string; script: string }>(
        tx.db,
        `SELECT c.id, c.first_name, c.texter_id, a.name, k.script FROM conversation c JOIN campaign k ON k.id = c.campaign_id
         JOIN account a ON a.id = c.texter_id WHERE k.name = ? ORDER BY c.sort_at DESC, c.id LIMIT ?`,
        campaign.name,
        campaign.begun,
      );
      for (const row of rows) {
        const { text } = merge(row.script, {
          firstName: row.first_name,
          texterName: firstNameOf(row.name),
          organisation: DEMO_ORGANISATION,
        });
        enqueue(core, tx, { conversationId: row.id, kind: 'initial', body: text, authorId: row.texter_id });
      }
    }
  });
}

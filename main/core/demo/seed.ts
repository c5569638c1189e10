import { CannedReply } from '../../../shared/contract/campaigns.ts';
import { vendorOf } from '../../../shared/providers/index.ts';
import { providerName } from '../../../shared/providers/words.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { NOTHING } from '../../../shared/text/stored.ts';
import { merge } from '../../../shared/text/template.ts';
import { addConnection } from '../connections/connectionRecord.ts';
import { addSenderNumber } from '../connections/senderNumberRecord.ts';
import { addCampaign, addTexter, setCampaignState } from '../conversations/campaignRecord.ts';
import { writeReplies } from '../conversations/cannedReplies.ts';
import { createConversation } from '../conversations/conversationRecord.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { writeQuestions } from '../questions/questionRecord.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { DEMO_ORGANISATION, type DemoCampaign, demoCampaigns } from './campaigns.ts';

type Seed = {
  readonly campaign: DemoCampaign;
  readonly adminId: string;
  readonly texterId: string;
};

function seedConnection(tx: Tx, campaign: DemoCampaign): string[] {
  const connectionId = tx.id();
  addConnection(
    tx,
    {
      id: connectionId,
      provider: 'simulator',
      profile: campaign.profile,
      name: `Simulated ${providerName(vendorOf({ provider: 'simulator', profile: campaign.profile }))}`,
      config: { profile: campaign.profile },
    },
    true,
  );
  return campaign.senders.map((number, index) =>
    addSenderNumber(tx, connectionId, number, index === 0 ? 'First line' : 'Second line'),
  );
}

/**
 * Writes one campaign, whose id it returns, with its connection, sender numbers and contacts, launched and
 * shared out to the texter.
 */
export function seedCampaign(core: Core, tx: Tx, seed: Seed): string {
  const { campaign } = seed;
  const senderIds = seedConnection(tx, campaign);
  const { name, region, script } = campaign;
  const draft = { name, region, script, hours: null, dailyGoal: null };
  const campaignId = addCampaign(tx, draft, seed.adminId);
  setCampaignState(tx, campaignId, 'launched', NOTHING);
  addTexter(tx, campaignId, seed.texterId);
  writeReplies(tx, campaignId, CannedReply.array().parse(campaign.replies));
  writeQuestions(tx, campaignId, campaign.questions);
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
  return campaignId;
}

/** Sends some first texts of each campaign, once, in the texter's name. */
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

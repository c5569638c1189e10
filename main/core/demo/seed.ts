import { Schedule } from '../../../shared/contract/campaigns/schedule.ts';
import { CannedReply } from '../../../shared/contract/campaigns.ts';
import { vendorOf } from '../../../shared/providers/index.ts';
import { providerName } from '../../../shared/providers/words.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { NOTHING } from '../../../shared/text/stored.ts';
import { merge } from '../../../shared/text/template.ts';
import { addConnection } from '../connections/connectionRecord.ts';
import { addSenderNumber } from '../connections/senderNumberRecord.ts';
import { addCampaign, addTexter, setCampaignState, setSchedule } from '../conversations/campaignRecord.ts';
import { writeReplies } from '../conversations/cannedReplies.ts';
import { createConversation } from '../conversations/conversationRecord.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { writeQuestions } from '../questions/questionRecord.ts';
import { zoneClock } from '../rules/zoneClock.ts';
import type { Core, Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';
import { DEMO_ORGANISATION, type DemoCampaign, demoCampaigns, demoPlanned } from './campaigns.ts';

type Seed = {
  readonly campaign: Pick<DemoCampaign, 'name' | 'region' | 'script' | 'replies' | 'questions' | 'contacts'>;
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

/** Writes one campaign with its connection, sender numbers and contacts. Returns its id. */
export function seedCampaign(core: Core, tx: Tx, seed: Seed & { readonly campaign: DemoCampaign }): string {
  return seedOver(core, tx, seed, seedConnection(tx, seed.campaign), 0);
}

/** A campaign whose first texts leave from nine tomorrow on, in each contact's own zone. */
export function seedPlanned(core: Core, tx: Tx, people: Omit<Seed, 'campaign'>): void {
  const senders = all<{ id: string }>(
    tx.db,
    `SELECT s.id FROM sender_number s JOIN connection n ON n.id = s.connection_id
     WHERE n.profile = 'provider-1' ORDER BY s.number`,
  );
  const ids = senders.map(({ id }) => id);
  const campaignId = seedOver(core, tx, { ...people, campaign: demoPlanned }, ids, 1000);
  const today = zoneClock('America/New_York')?.at(tx.now).day ?? 0;
  const day = (after: number) => new Date((today + after) * 86_400_000).toISOString().slice(0, 10);
  const schedule = { startsAt: `${day(1)}T09:00`, endsAt: `${day(2)}T20:00`, closeAfterDays: 3 };
  setSchedule(tx, campaignId, JSON.stringify(Schedule.parse(schedule)));
}

/** Writes a campaign, launched and shared out to the texter, behind others by `behind` places. */
function seedOver(core: Core, tx: Tx, seed: Seed, senderIds: readonly string[], behind: number): string {
  const { campaign } = seed;
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
      sortAt: tx.now - behind - index,
    });
  });
  return campaignId;
}

/** Sends some first texts of each campaign in the texter's name. */
export function beginDemo(core: Core): void {
  core.write((tx) => {
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

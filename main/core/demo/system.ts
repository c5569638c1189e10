import { USUAL_URL } from '../../../shared/systems/systems.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { all, one, sql } from '../store/statement.ts';
import { saveAnswers } from '../systems/mapping.ts';
import { tellOfAnswer } from '../webhooksOut/answers.ts';
import { markDelivered } from '../webhooksOut/deliveryRecord.ts';
import { addEndpoint, noteDelivered, notePulled, switchOff } from '../webhooksOut/endpointRecord.ts';
import { ledgerEnd } from '../webhooksOut/outbox.ts';
import { demoCampaigns } from './campaigns.ts';

const tag = (question: string, choice: string, name: string) => ({
  question,
  choice,
  target: { id: name, label: name },
});

/** Invented tags of an invented organisation. */
const MATCHED = [
  tag('support', 'yes', 'Supporter'),
  tag('support', 'leaning', 'Leaning'),
  tag('support', 'no', 'Not with us'),
];
const FIELDS = [{ question: 'seats', field: 'Seats in the car' }];

/**
 * A system of people that was told of the answers so far, as an admin would have connected it. It is switched
 * off and has no key, so that the demo asks nobody on the network.
 */
export function beginSystem(core: Core): void {
  const admin = one<{ id: string }>(core.db, sql`SELECT id FROM account WHERE role = 'admin' LIMIT 1`);
  const campaign = one<{ id: string }>(
    core.db,
    sql`SELECT id FROM campaign WHERE name = ${demoCampaigns[0]?.name ?? ''}`,
  );
  if (!admin || !campaign) return;
  const id = core.ports.ids.next();
  core.write((tx) => {
    append(core, tx, {
      kind: 'system-connected',
      actorId: admin.id,
      evidenceId: id,
      payload: { system: 'action-network', events: 'opt-out answer' },
    });
    addEndpoint(
      tx,
      id,
      {
        kind: 'action-network',
        name: 'Action Network (demo)',
        url: USUAL_URL['action-network'],
        events: ['opt-out', 'answer'],
        privateAllowed: false,
      },
      ledgerEnd(tx.db),
      admin.id,
    );
    notePulled(tx, id);
  });
  saveAnswers(core, admin.id, { id, campaignId: campaign.id, answers: MATCHED, fields: FIELDS });
  core.write((tx) => {
    const answers = all<{ id: string }>(
      tx.db,
      sql`SELECT r.id FROM answer r JOIN conversation c ON c.id = r.conversation_id
        WHERE c.campaign_id = ${campaign.id} ORDER BY r.recorded_at, r.id`,
    );
    for (const answer of answers) tellOfAnswer(tx, answer.id, 'answer-recorded');
    const queued = all<{ id: string }>(
      tx.db,
      sql`SELECT id FROM webhook_delivery WHERE endpoint_id = ${id} ORDER BY position`,
    );
    for (const delivery of queued) markDelivered(tx, delivery.id, 200);
    noteDelivered(tx, id);
    switchOff(tx, id);
  });
}

import { CannedReply } from '../../../shared/contract/campaigns.ts';
import { factsOf } from '../../../shared/providers/index.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { createCampaign } from '../campaigns/campaigns.ts';
import { pointAtSimulator } from '../connections/connectionRecord.ts';
import { createConversation } from '../conversations/conversationRecord.ts';
import { type DemoCampaign, demoCampaigns } from '../demo/campaigns.ts';
import { type Simulator, startSimulator } from '../providers/simulator/server.ts';
import { writeQuestions } from '../questions/questionRecord.ts';
import { createConnection } from '../senders/connectionSettings.ts';
import { addNumber } from '../senders/numbers.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Contacts of each practice campaign. */
const CONTACTS = 40;
/** The sender of the test reply: a number reserved for fiction that is in no practice campaign. */
const STRANGER = '+12025550199';

type Row = { readonly id: string; readonly profile: Profile };

/** Connections to the simulator inside the console. They reach only a campaign's invented contacts. */
export function practiceConnections(db: Reader): Row[] {
  return all<Row>(
    db,
    "SELECT id, profile FROM connection WHERE provider = 'simulator' AND json_extract(config, '$.practice') = 1 ORDER BY id",
  );
}

/** The simulated providers inside the console, for practice in an organisation's own store. */
export type PracticeWorld = {
  /** Starts them if the store has practice connections; their address is new in every run. */
  open(core: Core): Promise<void>;
  /**
   * Makes the practice connections, each with numbers and a draft campaign. @throws CoreError CONFLICT where
   * there are some
   */
  make(core: Core, actorId: string): Promise<void>;
  /** Lets an invented person text a number of the connection. @throws CoreError */
  reply(core: Core, connectionId: string): void;
  close(): Promise<void>;
};

export function createPracticeWorld(): PracticeWorld {
  let simulator: Simulator | null = null;

  const start = async (core: Core): Promise<Simulator> => {
    simulator ??= await startSimulator({
      profile: 'both',
      clock: () => core.ports.clock.now(),
      autoAnswer: true,
    });
    return simulator;
  };
  const listen = (core: Core, running: Simulator) => {
    const base = core.ports.webhookBase();
    const called = practiceConnections(core.db).find(
      ({ profile }) => factsOf({ provider: 'simulator', profile }).inbound === 'webhook',
    );
    if (base && called) running.control.setCallback({ url: `${base}/webhooks/${called.id}` });
  };

  return {
    async open(core) {
      const rows = practiceConnections(core.db);
      if (rows.length === 0) return;
      const running = await start(core);
      core.write((tx) => {
        for (const { id } of rows) pointAtSimulator(tx, id, running.url, core.ports.webhookBase());
      });
      listen(core, running);
    },
    async make(core, actorId) {
      if (practiceConnections(core.db).length > 0) throw new CoreError('CONFLICT', t('practice:already'));
      const running = await start(core);
      for (const campaign of demoCampaigns) {
        const { profile } = campaign;
        const { id } = await createConnection(core, actorId, {
          provider: 'simulator',
          profile,
          name: t(`practice:connection.${profile}`),
          config: { baseUrl: running.url, practice: true },
        });
        core.write((tx) => {
          for (const number of campaign.senders) addNumber(core, tx, actorId, id, number, '');
          seedCampaign(core, tx, actorId, campaign);
        });
      }
      listen(core, running);
    },
    reply(core, connectionId) {
      const sender = one<{ number: string }>(
        core.db,
        'SELECT number FROM sender_number WHERE connection_id = ? AND active = 1 ORDER BY id LIMIT 1',
        connectionId,
      );
      const known = practiceConnections(core.db).some(({ id }) => id === connectionId);
      if (!known || !sender || simulator === null) throw new CoreError('CONFLICT', t('practice:notHere'));
      simulator.control.reply({ from: STRANGER, to: sender.number, body: t('practice:testReply') });
    },
    async close() {
      await simulator?.close();
      simulator = null;
    },
  };
}

/**
 * A draft with its script, its questions and invented contacts: choosing texters and launching it is part of
 * the practice.
 */
function seedCampaign(core: Core, tx: Tx, actorId: string, campaign: DemoCampaign): void {
  const { region, script, replies } = campaign;
  const id = createCampaign(core, tx, actorId, {
    name: t(`practice:campaign.${campaign.profile}`),
    region,
    script,
    replies: CannedReply.array().parse(replies),
    hours: null,
    dailyGoal: null,
  });
  writeQuestions(tx, id, campaign.questions);
  campaign.contacts.slice(0, CONTACTS).forEach((contact, index) => {
    createConversation(tx, {
      campaignId: id,
      subject: core.subject(contact.number),
      number: contact.number,
      firstName: contact.firstName,
      lastName: contact.lastName,
      fields: JSON.stringify({ town: contact.town }),
      sortAt: tx.now - index,
    });
  });
  tx.touch('campaigns');
}

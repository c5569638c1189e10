import { createConnections } from '../../main/core/connections/connections.ts';
import { seedDemo } from '../../main/core/demo/demo.ts';
import { createPoller, type Poller } from '../../main/core/inbox/poller.ts';
import { createDispatcher, type Dispatcher } from '../../main/core/outbox/dispatcher.ts';
import { type Simulator, startSimulator } from '../../main/core/providers/simulator/server.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { type Client, type TestApi, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { takeWebhook } from '../helpers/takeWebhook.ts';
import { startWebhookPort } from '../model/servers.ts';

/** Milliseconds of the campaign's clock between two rounds, in which everybody looks once. */
const STEP = 10_000;
/** Contacts answer within a minute and a half, so after this many rounds without news nothing more comes. */
const QUIET_STEPS = 12;

/** What the people at the messenger did, as they noted it: the only record of acts by hand. */
export type Deeds = {
  /** Opted out by hand by a texter, or by an admin for an action. */
  readonly optedOut: Set<string>;
  readonly carriedOn: Set<string>;
};

/** A number from 0 to 99 that follows from the words. */
function lot(...words: readonly string[]): number {
  let sum = 7;
  for (const char of words.join(' ')) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return sum % 100;
}

export type Campaigns = TestApi & {
  readonly simulator: Simulator;
  readonly admin: Client;
  readonly texter: Client;
  readonly supervisor: Client;
  readonly poller: Poller;
  readonly dispatcher: Dispatcher;
  readonly numbers: readonly { readonly number: string; readonly region: string }[];
  close(): Promise<void>;
};

/** The demo's store with its two campaigns over simulated providers; nothing runs by itself. */
export async function startCampaigns(autoOptOut: boolean): Promise<Campaigns> {
  quickPasswords();
  const heed = testApi({ demo: true, ports: { fetch } });
  const { core, clock } = heed;
  await seedDemo(core);
  const accounts = all<{ id: string; role: string }>(core.db, 'SELECT id, role FROM account');
  const client = (role: string) => heed.as(accounts.find((account) => account.role === role)?.id ?? '');
  const port = await startWebhookPort();
  const simulator = await startSimulator({
    profile: 'both',
    clock: clock.now,
    autoAnswer: true,
    numbers: all<{ number: string }>(core.db, 'SELECT number FROM sender_number').map(({ number }) => number),
    pace: { sentMs: 0, deliveredMs: 0 },
  });
  simulator.control.clock({ set: clock.now(), frozen: true });
  for (const { id, profile } of all<{ id: string; profile: string }>(
    core.db,
    'SELECT id, profile FROM connection',
  )) {
    run(
      writer(core),
      'UPDATE connection SET config = ? WHERE id = ?',
      JSON.stringify({ baseUrl: simulator.url, profile }),
      id,
    );
    if (profile === 'provider-1') simulator.control.setCallback({ url: `${port.url}/${id}` });
  }
  const connections = createConnections(core);
  await connections.reload();
  port.use((id, request) => takeWebhook(core, connections, id, request));
  const admin = client('admin');
  await admin.settings.update({ autoOptOut });
  // The third one begins tomorrow, and is not played.
  run(writer(core), "UPDATE campaign SET state = 'draft' WHERE schedule IS NOT NULL");
  for (const { id, state } of await admin.campaign.list({}))
    if (state === 'draft') await admin.campaign.remove({ id });
  return {
    ...heed,
    simulator,
    admin,
    texter: client('texter'),
    supervisor: client('supervisor'),
    poller: createPoller(core, connections),
    dispatcher: createDispatcher(core, connections.adapterOf),
    numbers: all<{ number: string; region: string }>(
      core.db,
      'SELECT c.number, k.region FROM conversation c JOIN campaign k ON k.id = c.campaign_id',
    ),
    close: async () => {
      await Promise.all([simulator.close(), port.close()]);
      core.close();
    },
  };
}

async function everyInitial(texter: Client): Promise<void> {
  for (;;) {
    const { items } = await texter.conversation.list({ state: 'to-send', limit: 200 });
    if (items.length === 0) return;
    for (const { id } of items) await texter.conversation.sendInitial({ id, confirmed: ['stop-waiting'] });
  }
}

/**
 * One round of a volunteer: answers most people, closes some conversations, and opts a few people out by
 * hand, by lot.
 */
async function texterRound({ texter }: Campaigns, deeds: Deeds): Promise<number> {
  const { items } = await texter.conversation.list({ state: 'to-answer', limit: 40 });
  let done = 0;
  for (const { id, number, lastText } of items) {
    const { canSend, replies } = await texter.conversation.get({ id });
    const choice = lot(number ?? '', lastText);
    if (choice < 6) {
      await texter.conversation.optOut({ id, reason: 'Said so on the phone' });
      deeds.optedOut.add(number ?? '');
    } else if (choice < 16 || !canSend.ok) {
      if (!canSend.ok && choice >= 16) continue;
      await texter.conversation.close({ id, outcome: 'done' });
    } else {
      // Canned replies with an answer in them wait until there is one.
      const ready = replies.filter((reply) => !reply.text.includes('{answer:'));
      const body = ready[choice % ready.length]?.text ?? 'Thank you!';
      await texter.conversation.send({ id, body, confirmed: ['stop-waiting'] });
    }
    done += 1;
  }
  return done;
}

/** An admin decides two of three likely opt-outs, and does one of two opt-outs that must be done by hand. */
async function adminRound({ admin }: Campaigns, deeds: Deeds): Promise<number> {
  const actions = await admin.action.list({});
  let done = 0;
  for (const { id, kind, number } of actions) {
    const choice = lot(number ?? '', kind);
    if (kind === 'likely-opt-out' && choice < 66) {
      await admin.action.resolve({
        id,
        resolution: choice < 33 ? 'opt-out' : 'carry-on',
        confirmed: ['texts-waiting'],
      });
      (choice < 33 ? deeds.optedOut : deeds.carriedOn).add(number ?? '');
    } else if (kind === 'opt-out-by-hand' && choice < 50) {
      await admin.action.resolve({ id, resolution: 'opt-out' });
      deeds.optedOut.add(number ?? '');
    } else continue;
    done += 1;
  }
  return done;
}

/** Whether a text waits that its provider put off, such as on a busy computer. */
const putOff = ({ core }: Campaigns): boolean =>
  one(core.db, "SELECT 1 FROM message WHERE state = 'queued' AND put_off > 0") !== undefined;

/** Runs both campaigns until no contact writes any more. */
export async function runCampaigns(campaigns: Campaigns): Promise<Deeds> {
  const { clock, simulator, poller, dispatcher, texter } = campaigns;
  const deeds: Deeds = { optedOut: new Set(), carriedOn: new Set() };
  await poller.round();
  await everyInitial(texter);
  for (let quiet = 0; quiet < QUIET_STEPS; ) {
    clock.advance(STEP);
    simulator.control.clock({ advance: STEP });
    while (simulator.control.callbacks().attempts.some(({ state }) => state === 'waiting')) {
      await new Promise(setImmediate);
    }
    await poller.round();
    const news =
      (await dispatcher.turn()) +
      (await texterRound(campaigns, deeds)) +
      (await adminRound(campaigns, deeds));
    quiet = news === 0 && !putOff(campaigns) ? quiet + 1 : 0;
  }
  return deeds;
}

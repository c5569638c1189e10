import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secrets } from '../../main/core/base/ports.ts';
import { sweepHanding } from '../../main/core/campaigns/handingSweep.ts';
import { type Connections, createConnections, secretName } from '../../main/core/connections/connections.ts';
import { changeSettings } from '../../main/core/decisions/changeSettings.ts';
import { optOutOverdueHolds } from '../../main/core/decisions/holdTimeout.ts';
import { createPictureFetcher, type PictureFetcher } from '../../main/core/inbox/pictureFetcher.ts';
import { createPoller, type Poller } from '../../main/core/inbox/poller.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { createDispatcher, type Dispatcher, recoverInterrupted } from '../../main/core/outbox/dispatcher.ts';
import { reconcileUnknown } from '../../main/core/outbox/reconcile.ts';
import { plainFetch } from '../../main/core/providers/plainFetch.ts';
import { simulatorCredentials } from '../../main/core/providers/simulator/credentials.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { readSettings } from '../../main/core/settings/settings.ts';
import { all, run } from '../../main/core/store/statement.ts';
import type { OftenLimit } from '../../shared/contract/settings.ts';
import { merge } from '../../shared/text/template.ts';
import { memorySecrets, NOON, testClock, testPorts, writer } from '../helpers/core.ts';
import { account, campaign, connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';
import { takeWebhook } from '../helpers/takeWebhook.ts';
import { type Letter, startMailbox, startWebhookPort } from './servers.ts';
import { watchedFetch } from './wire.ts';

/**
 * The product under test, over an encrypted store in a file and a simulator over HTTP. Nothing runs by
 * itself; the steps of a history do it.
 */

export const KEY = '7'.repeat(64);
export const CONTACTS = 3;
export const SENDERS: Readonly<Record<'US' | 'GB', readonly [string, string]>> = {
  US: ['+12165550190', '+12165550191'],
  GB: ['+447700900990', '+447700900991'],
};
type Opened = ReturnType<typeof openCore>;
/** Forty texters send more than a provider takes from one; how the rate is kept is no matter of the model. */
const MANY_A_SECOND = 1000;

/** In Washington, Chicago, Denver and Los Angeles, where no state has hours of its own. */
const AREAS = ['202', '312', '303', '213'] as const;
const numberInZones = (index: number) =>
  `+1${AREAS[index % AREAS.length]}55501${String(Math.floor(index / AREAS.length)).padStart(2, '0')}`;

/** Servers and stores that many histories share; each store is a copy of one that was filled once. */
export async function startGround(
  options: {
    tokenSeconds?: number;
    through?: (simulatorUrl: string) => Promise<string>;
    contacts?: number;
    /** Nobody has a contact yet, and those of the US live in four zones. */
    onRequest?: boolean;
  } = {},
) {
  const { contacts = CONTACTS, onRequest = false } = options;
  const numbersOf = (region: 'US' | 'GB') =>
    Array.from({ length: contacts }, (_, index) =>
      onRequest && region === 'US' ? numberInZones(index) : fictionNumber(region, index),
    );
  const dir = mkdtempSync(join(tmpdir(), 'heed-model-'));
  const clock = testClock();
  const simulator = await startSimulator({
    profile: 'both',
    clock: clock.now,
    pace: { sentMs: 0, deliveredMs: 0 },
    tokenSeconds: options.tokenSeconds ?? 100 * 86_400,
  });
  const mailbox = await startMailbox();
  const webhooks = await startWebhookPort();
  for (const profile of ['provider-1', 'provider-2'] as const)
    simulator.control.setCallback({ url: mailbox.url, profile });
  const baseUrl = options.through ? await options.through(simulator.url) : simulator.url;
  for (const region of ['US', 'GB'] as const) {
    const rest = { url: baseUrl, publicUrl: mailbox.url, onRequest };
    seed(join(dir, region), region, { ...rest, numbers: numbersOf(region) });
  }
  let histories = 0;
  return {
    dir,
    clock,
    simulator,
    mailbox,
    webhooks,
    numbersOf,
    /** A fresh copy of the region's store. */
    store: (region: 'US' | 'GB') => {
      histories += 1;
      const copy = join(dir, `history-${histories}`);
      cpSync(join(dir, region), copy, { recursive: true });
      return copy;
    },
    close: async () => {
      await Promise.all([simulator.close(), mailbox.close(), webhooks.close()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
export type Ground = Awaited<ReturnType<typeof startGround>>;

/**
 * Provider-1 is the simulator. Provider-2 is Twilio with a public address, so it calls webhooks and is read
 * as well; without that address both are the simulator.
 */
export function seed(
  storeDir: string,
  region: 'US' | 'GB',
  options: {
    url: string;
    publicUrl: string | null;
    numbers: readonly string[];
    gapGraceSeconds?: number;
    onRequest?: boolean;
  },
): void {
  const { url, publicUrl, numbers, gapGraceSeconds, onRequest = false } = options;
  const ratePerSecond = onRequest ? MANY_A_SECOND : 50;
  const ports = testPorts(testClock(NOON - 7_200_000));
  const core = openCore({ ports, secrets: memorySecrets(), storeDir, key: KEY, demo: false });
  const profile = region === 'US' ? 'provider-1' : 'provider-2';
  const texterId = account(core, { role: 'texter', login: 'ana' });
  account(core, { role: 'admin', login: 'maya' });
  const { accountSid } = simulatorCredentials;
  const connectionId =
    region === 'US' || publicUrl === null
      ? connection(core, { profile, config: { baseUrl: url, profile, gapGraceSeconds, ratePerSecond } })
      : connection(core, {
          profile,
          provider: 'twilio',
          config: {
            baseUrl: url,
            accountSid,
            webhookPublicUrl: publicUrl,
            ratePerSecond,
            absentAfterSeconds: 0,
          },
        });
  for (const ours of SENDERS[region]) {
    const senderNumberId = senderNumber(core, { connectionId, number: ours });
    // The model tells the texts of a contact apart by their words.
    const script = `Hi {firstName}, this is {texterName} for campaign ${ours.slice(-1)}. Reply STOP to opt out.`;
    const campaignId = campaign(core, { region, script, texterIds: onRequest ? [] : [texterId] });
    for (const number of numbers) {
      conversation(core, {
        campaignId,
        number,
        texterId: onRequest ? null : texterId,
        senderNumberId,
        state: 'to-send',
      });
    }
  }
  core.close();
}

/** What a connection to Twilio keeps behind the secret port. */
export async function keepSecrets(core: Opened, secrets: Secrets): Promise<void> {
  for (const { id } of all<{ id: string }>(core.db, 'SELECT id FROM connection'))
    await secrets.set(secretName(id, 'secret'), simulatorCredentials.authToken);
}

type Life = {
  readonly core: Opened;
  readonly connections: Connections;
  readonly poller: Poller;
  readonly dispatcher: Dispatcher;
  readonly pictures: PictureFetcher;
};

export async function openWorld(
  ground: Ground,
  region: 'US' | 'GB',
  network: typeof fetch = plainFetch,
  begunAt: number = NOON,
) {
  const { clock, simulator, mailbox, webhooks } = ground;
  clock.set(begunAt);
  simulator.control.reset();
  simulator.control.clock({ set: begunAt, frozen: true });
  mailbox.letters.length = 0;
  const storeDir = ground.store(region);
  const wire = watchedFetch(network);
  const ports = testPorts(clock, { fetch: wire.fetch });
  const secrets = memorySecrets();

  async function begin(): Promise<Life> {
    const core = openCore({ ports, secrets, storeDir, key: KEY, demo: false });
    // A history is killed within its process, so what was written is there without a flush to the disk.
    writer(core).pragma('synchronous = OFF');
    readSettings(core.db);
    recoverInterrupted(core);
    const connections = createConnections(core);
    await keepSecrets(core, secrets);
    await connections.reload();
    webhooks.use((id, request) => takeWebhook(core, connections, id, request));
    return {
      core,
      connections,
      poller: createPoller(core, connections),
      dispatcher: createDispatcher(core, connections.adapterOf),
      pictures: createPictureFetcher(core, connections.adapterOf),
    };
  }
  let life = await begin();
  const row = all<{ id: string }>(life.core.db, 'SELECT id FROM connection')[0];
  const people = all<{ id: string; role: string }>(life.core.db, 'SELECT id, role FROM account');
  const numbers = ground.numbersOf(region);
  const conversations = all<{ id: string; number: string; ours: string }>(
    life.core.db,
    'SELECT c.id, c.number, s.number AS ours FROM conversation c JOIN sender_number s ON s.id = c.sender_number_id',
  );
  const campaigns = all<{ id: string; ours: string }>(
    life.core.db,
    `SELECT DISTINCT c.campaign_id AS id, s.number AS ours FROM conversation c
     JOIN sender_number s ON s.id = c.sender_number_id`,
  );
  const places = new Map(conversations.map(({ id, number, ours }) => [`${number} ${ours}`, id]));
  const { confirmationText, organisation } = readSettings(life.core.db);

  /** Waits until the mailbox has every event that the simulator posted. */
  async function posted(): Promise<void> {
    while (simulator.control.callbacks().attempts.some(({ state }) => state === 'waiting')) {
      await new Promise(setImmediate);
    }
  }

  return {
    region,
    clock,
    simulator,
    mailbox,
    wire,
    numbers,
    senders: SENDERS[region],
    confirmation: merge(confirmationText, { organisation }).text,
    texterId: people.find(({ role }) => role === 'texter')?.id ?? '',
    adminId: people.find(({ role }) => role === 'admin')?.id ?? '',
    ports,
    secrets,
    core: () => life.core,
    pictures: () => life.pictures,
    dispatcher: () => life.dispatcher,
    conversation: (contact: number, which: number) =>
      places.get(`${numbers[contact]} ${SENDERS[region][which]}`) ?? '',
    /** The campaign of a sender number becomes a test of a script, before anything happens in it. */
    makeTest: (which: number) =>
      run(
        writer(life.core),
        `UPDATE campaign SET is_test = 1 WHERE id = (SELECT campaign_id FROM conversation c
           JOIN sender_number s ON s.id = c.sender_number_id WHERE s.number = ? LIMIT 1)`,
        SENDERS[region][which],
      ),
    campaign: (which: number) => campaigns.find(({ ours }) => ours === SENDERS[region][which])?.id ?? '',
    set: (
      change: { autoOptOut?: boolean; firstResponseOnly?: boolean; oftenLimit?: OftenLimit | null },
      waitingStops: 'opt-out' | 'hold' = 'opt-out',
    ) =>
      life.core.write((tx) =>
        changeSettings(life.core, tx, null, change, { waitingStops, confirmed: ['stops-waiting'] }),
      ),
    async advance(by: number) {
      clock.advance(by);
      simulator.control.clock({ advance: by });
      await posted();
    },
    posted,
    /** Brings one event to the webhook port, over HTTP. */
    deliver: async (letter: Letter) =>
      (await fetch(`${webhooks.url}/${row?.id}`, { method: 'POST', ...letter })).status,
    poll: () => life.poller.round(),
    repair: async () => {
      if (!(await life.connections.test(row?.id ?? '')).ok)
        throw new Error('The connection cannot be tested.');
    },
    maintain: async () => {
      optOutOverdueHolds(life.core);
      sweepHanding(life.core);
      await reconcileUnknown(life.core, life.connections.adapterOf, new AbortController().signal);
    },
    /** Everything under way is dropped, as by a kill, and the store is opened again. */
    async crash() {
      life.core.close();
      life = await begin();
    },
    async close() {
      // An event that is still under way would reach the next history.
      await posted();
      await life.dispatcher.stop();
      life.core.close();
      rmSync(storeDir, { recursive: true, force: true });
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { all } from '../../main/core/store/statement.ts';
import { pullEnded } from '../../main/core/systems/pulls.ts';
import { createTell } from '../../main/core/systems/tell.ts';
import { createWebhooksOut, type WebhooksOut } from '../../main/core/webhooksOut/worker.ts';
import type { Job } from '../../shared/contract/lists.ts';
import type { Pull } from '../../shared/contract/systems.ts';
import type { ConnectedSystem } from '../../shared/systems/systems.ts';
import { type Client, type TestApi, testApi } from '../helpers/api.ts';
import { account, campaign, conversation } from '../helpers/seed.ts';
import { SCRIPT } from '../questions/world.ts';

type World = TestApi & {
  readonly ana: string;
  readonly admin: ReturnType<TestApi['newcomer']>;
  /** The admin's. */
  readonly client: Client;
  readonly campaignId: string;
  /** Of the system. */
  readonly id: string;
  readonly job: WebhooksOut;
  /** A conversation with a contact. Returns its id. */
  talk(number: string, firstName?: string, lastName?: string): string;
  answer(conversationId: string, choices: string[]): Promise<unknown>;
  deliveries(): Promise<Awaited<ReturnType<Client['webhookOut']['deliveries']>>['items']>;
  /** Brings a list in, as the screen does. */
  bring(listId: string): Promise<{ readonly pull: Pull; readonly job: Job | null }>;
  contacts(): { number: string; external_id: string; opt_state: string }[];
};

/**
 * A console with a campaign that asks questions, and a system that it is connected to. Its store lies in
 * `folder`.
 */
export const worldIn =
  (folder: string) =>
  async (kind: ConnectedSystem, system: { url: string; key: string; user?: string }): Promise<World> => {
    const api = testApi({ storeDir: mkdtempSync(join(folder, 'store-')) });
    const ana = account(api.core, { role: 'texter', name: 'Ana' });
    const admin = api.newcomer('admin', 'Maya');
    const { client } = admin;
    const campaignId = campaign(api.core, { region: 'US', name: 'Spring', texterIds: [ana] });
    const { revision } = await client.questions.script({ campaignId });
    await client.questions.save({ campaignId, revision, questions: [...SCRIPT] });
    const connected = await client.systems.create({
      kind,
      name: 'Ours',
      url: system.url,
      key: system.key,
      ...(system.user ? { userName: system.user } : {}),
      events: ['opt-out', 'opt-in', 'answer'],
    });
    const job = createWebhooksOut(api.core, undefined, createTell());
    const talk = (number: string, firstName = 'Pat', lastName = 'Lee') =>
      conversation(api.core, { campaignId, number, texterId: ana, firstName, lastName, state: 'to-answer' });
    const answer = (conversationId: string, choices: string[]) =>
      api.as(ana).answers.record({ conversationId, question: 'support', choices });
    const deliveries = async () => (await client.webhookOut.deliveries({ id: connected.id })).items;
    const bring = async (listId: string) => {
      const begun = await client.systems.pull({ id: connected.id, listId });
      const pull = await pullEnded(api.core, begun.id);
      const { uploadId } = pull;
      if (uploadId === null) return { pull, job: null };
      const { mapping, system: found } = await client.imports.preview({ uploadId });
      if (mapping === null) throw new Error('no mapping');
      const started = await client.imports.contacts({
        uploadId,
        campaignId,
        mapping,
        ...(found ? { idsOf: found } : {}),
      });
      return { pull, job: await api.console.imports().ended(started.id) };
    };
    const contacts = () =>
      all<{ number: string; external_id: string; opt_state: string }>(
        api.core.db,
        'SELECT number, external_id, opt_state FROM conversation WHERE campaign_id = ? ORDER BY number',
        campaignId,
      );
    return {
      ...api,
      ana,
      admin,
      client,
      campaignId,
      id: connected.id,
      job,
      talk,
      answer,
      deliveries,
      bring,
      contacts,
    };
  };

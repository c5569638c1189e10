import { sweepHanding } from '../../main/core/campaigns/handingSweep.ts';
import { all } from '../../main/core/store/statement.ts';
import { type Client, type TestApi, testApi } from '../helpers/api.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';

/** A type with a name, since the compiler cannot write out the contract's. */
export type World = {
  readonly d: Messenger;
  readonly api: TestApi;
  readonly ids: readonly string[];
  readonly campaignId: string;
  readonly texterIds: string[];
  readonly desks: Desk[];
  readonly listOf: (desk: Desk, state: 'to-send' | 'to-answer' | 'waiting') => Promise<string[]>;
  readonly back: (at: number) => Desk;
  readonly overseer: () => Client;
  readonly sweep: () => void;
};

export type Desk = { readonly id: string; readonly client: Client };

/** A campaign with three texters who ask for its contacts, two at a time. */
export async function world(contacts: number, handing: Record<string, unknown> = {}): Promise<World> {
  const d = messenger('US', { contacts });
  const api = testApi({ made: d.made });
  const admin = api.as(d.adminId);
  const [ids = []] = d.conversations;
  const { campaignId } = (await admin.conversation.get({ id: ids[0] ?? '' })).conversation;
  const desks: Desk[] = [{ id: d.texterId, client: api.as(d.texterId) }];
  for (const name of ['Ben', 'Cleo']) desks.push(api.newcomer('texter', name));
  const texterIds = desks.map(({ id }) => id);
  await admin.campaign.assign({ id: campaignId, texterIds });
  await admin.handing.set({ campaignId, handing: { batch: 2, ...handing } });
  const listOf = async ({ client }: Desk, state: 'to-send' | 'to-answer' | 'waiting') =>
    (await client.conversation.list({ campaignId, state, limit: 200 })).items.map(({ id }) => id);
  /** A session that nobody uses for long ends; this one is signed in again. */
  const back = (at: number): Desk => {
    const { id = '' } = desks[at] ?? {};
    desks[at] = { id, client: api.as(id) };
    return desks[at];
  };
  const overseer = () => api.as(d.adminId);
  const sweep = () => sweepHanding(d.core);
  return { d, api, ids, campaignId, texterIds, desks, listOf, back, overseer, sweep };
}

/** Contacts who are nobody's. */
export const unassigned = ({ d, campaignId }: World): string[] =>
  all<{ id: string }>(
    d.core.db,
    'SELECT id FROM conversation WHERE campaign_id = ? AND texter_id IS NULL',
    campaignId,
  ).map(({ id }) => id);

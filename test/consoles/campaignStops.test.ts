import { afterEach, expect, test } from 'vitest';
import {
  changeCampaign,
  emptyPauseReason,
  setCampaignState,
} from '../../main/core/conversations/campaignRecord.ts';
import { one } from '../../main/core/store/statement.ts';
import { NOTHING, written } from '../../shared/text/stored.ts';
import { type LogMember, membersOn, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/** Where a campaign was stopped at one console, it stays so whatever was changed of it at another. */

const open: LogMember[] = [];
afterEach(() => {
  for (const { at } of open.splice(0)) at.db.close();
});

const campaignAt = ({ at: { db } }: LogMember) =>
  one<{ id: string; state: string; name: string; pause_reason: string }>(
    db,
    'SELECT id, state, name, pause_reason FROM campaign',
  );

async function two() {
  const [here, there] = membersOn(memoryLog(), ['X', 'Y']);
  if (!here || !there) throw new Error('Two consoles are needed.');
  open.push(here, there);
  const id = campaignAt(here)?.id ?? '';
  const become = ({ at: { core } }: LogMember, state: 'paused' | 'launched' | 'closed') =>
    core.write((tx) => setCampaignState(tx, id, state, state === 'paused' ? written('Wait') : NOTHING));
  const rename = ({ at: { core } }: LogMember, name: string) =>
    core.write((tx) =>
      changeCampaign(tx, id, {
        ...{ name, region: 'US', script: undefined, hours: undefined, dailyGoal: undefined },
      }),
    );
  become(here, 'launched');
  await untilQuiet([here, there]);
  return { here, there, id, become, rename };
}

test.each(['paused', 'closed'] as const)('%s, and renamed elsewhere later: both count', async (state) => {
  const { here, there, become, rename } = await two();
  become(here, state);
  there.at.clock.advance(60_000);
  rename(there, 'Another name');
  await untilQuiet([here, there]);
  for (const member of [here, there])
    expect(campaignAt(member)).toMatchObject({ state, name: 'Another name' });
});

test('closed is for good, though it was launched elsewhere later', async () => {
  const { here, there, become } = await two();
  become(there, 'paused');
  await untilQuiet([here, there]);
  become(here, 'closed');
  there.at.clock.advance(60_000);
  become(there, 'launched');
  await untilQuiet([here, there]);
  for (const member of [here, there]) expect(campaignAt(member)?.state).toBe('closed');
});

test('a pause ends by a later launch, and a reason that was emptied stays empty', async () => {
  const { here, there, id, become } = await two();
  become(here, 'paused');
  await untilQuiet([here, there]);
  there.at.core.write((tx) => emptyPauseReason(tx, id));
  await untilQuiet([here, there]);
  for (const member of [here, there])
    expect(campaignAt(member)).toMatchObject({ state: 'paused', pause_reason: '' });
  become(there, 'launched');
  await untilQuiet([here, there]);
  expect(campaignAt(here)?.state).toBe('launched');
});

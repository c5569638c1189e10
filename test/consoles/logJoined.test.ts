import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { setCampaignPicture } from '../../main/core/pictures/pictureRecord.ts';
import { all } from '../../main/core/store/statement.ts';
import { coreOf, tidyUp } from '../console/place.ts';
import { campaign } from '../helpers/seed.ts';
import { firstConsole, secondConsole } from './wholeConsoles.ts';

/** What comes in many parts is whole at a console that joins. */

tidyUp();

test('pictures that come in another part than what has them are kept', async () => {
  const { service: office } = await firstConsole();
  const core = coreOf(office);
  // Three of them fill two parts, and what has them follows later.
  for (const fill of [1, 2, 3]) {
    const campaignId = campaign(core, { name: `Campaign ${fill}`, texterIds: [] });
    const content = Buffer.alloc(3_000_000, fill);
    const hash = createHash('sha256').update(content).digest('hex');
    const picture = { kind: 'png', width: 1, height: 1, content, hash } as const;
    core.write((tx) => setCampaignPicture(tx, campaignId, picture));
  }
  const { service: train } = await secondConsole(office);
  const shown =
    'SELECT k.campaign_id, p.hash FROM campaign_picture k JOIN picture p ON p.id = k.picture_id ORDER BY 1';
  const had = all(core.db, shown);
  expect(had).toHaveLength(3);
  expect(all(coreOf(train).db, shown)).toEqual(had);
});

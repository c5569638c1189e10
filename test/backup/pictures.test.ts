import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyStore } from '../../main/core/backup/wholeFile.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { createPictureFetcher } from '../../main/core/inbox/pictureFetcher.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { pictureOfCampaign, pictureToSend } from '../../main/core/pictures/outgoing.ts';
import { setCampaignPicture } from '../../main/core/pictures/pictureRecord.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { fakeProvider } from '../helpers/fakeProvider.ts';
import { FILE_KEY } from '../helpers/fileCore.ts';
import { plain } from '../helpers/pictures.ts';
import { keepingWorld, uniteHere } from './world.ts';

test('a restore brings pictures back and keeps those that came since; of an erased person it brings none', async () => {
  const world = keepingWorld();
  const { core, clock, person, admin, connectionId, dir } = world;
  const { adapter } = fakeProvider('provider-1', clock.now);
  const kinds = ['png', 'gif', 'webp'] as const;
  const fetching = createPictureFetcher(core, () => ({
    ...adapter,
    fetchPicture: async ({ providerId }) => ({
      kind: 'bytes',
      bytes: plain(kinds[Number(providerId.at(-1))] ?? 'jpeg'),
    }),
  }));
  const comes = (which: number) =>
    receive(
      core,
      { connectionId, adapter },
      {
        inbound: [
          {
            providerId: `in-${which}`,
            from: person(which).number,
            to: '+12165550190',
            body: 'look',
            providerTime: clock.now(),
            pictures: 1,
          },
        ],
        statuses: [],
        providerTexts: [],
      },
    );
  const pictures = () =>
    all<{ subject: string; state: string; kind: string | null }>(
      core.db,
      `SELECT p.subject, p.state, f.kind FROM message_picture p LEFT JOIN picture f ON f.id = p.picture_id
       ORDER BY p.message_id`,
    );
  comes(0);
  await fetching.turn();
  const { id: campaignId = '' } = one<{ id: string }>(core.db, 'SELECT id FROM campaign LIMIT 1') ?? {};
  core.write((tx) => setCampaignPicture(tx, campaignId, pictureToSend(plain('jpeg'), 'US')));
  // The copy knows of the second text, and not yet of its picture.
  comes(1);
  const file = join(dir, 'copy.db');
  copyStore(`${core.storeDir}/${STORE_FILE}`, FILE_KEY, file);
  core.write((tx) => setCampaignPicture(tx, campaignId, null));
  await fetching.turn();
  comes(2);
  await fetching.turn();
  core.write((tx) => erasePerson(core, tx, { subject: person(0).subject, reason: 'asked', actorId: admin }));
  uniteHere(core, { file, key: FILE_KEY, actorId: admin, as: 'restore', madeAt: clock.now() });
  expect(pictures()).toEqual([
    { subject: person(1).subject, state: 'there', kind: 'gif' },
    { subject: person(2).subject, state: 'there', kind: 'webp' },
  ]);
  expect(all(core.db, 'SELECT kind FROM picture ORDER BY kind')).toEqual([
    { kind: 'gif' },
    { kind: 'jpeg' },
    { kind: 'webp' },
  ]);
  expect(pictureOfCampaign(core.db, campaignId)).not.toBeNull();
  world.remove();
});

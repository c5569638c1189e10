import { afterEach, expect, test } from 'vitest';
import { checkStore, lastCheck } from '../../main/core/backup/checks.ts';
import { haltOf } from '../../main/core/backup/halt.ts';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { endParts } from '../../main/core/consoles/endParts.ts';
import { wholePositions } from '../../main/core/consoles/positionRecord.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { setCampaignPicture } from '../../main/core/pictures/pictureRecord.ts';
import { all, run, sql } from '../../main/core/store/statement.ts';
import { type LogMember, membersOn, rowsOf, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/** What one transaction wrote can come in several changes, and its console can go in between. */

const open: LogMember[] = [];
afterEach(() => {
  onFaultPoint(null);
  for (const { at } of open.splice(0)) at.db.close();
});

class Died extends Error {}

/** Y opts people out and dies as soon as X can have an opt-out of which the entry has not come. */
async function dyingBetween() {
  const log = memoryLog();
  const [here, there] = membersOn(log, ['X', 'Y']).map((member) => rowsOf(log, member, 1));
  if (!here || !there) throw new Error('Two consoles are needed.');
  open.push(here, there);
  there.acts.optOut(0);
  for (;;) {
    onFaultPoint((at) => {
      if (at === 'consoles.appended') throw new Died();
    });
    await expect(there.send()).rejects.toBeInstanceOf(Died);
    onFaultPoint(null);
    await here.receive();
    if (verify(here.at.db).waits) return { log, here, there };
  }
}
const optOuts = ({ at }: LogMember) => all(at.db, 'SELECT id FROM opt_out WHERE reversed = 0');
const asked = (member: LogMember) => checkStore(member.at.core, 'asked');

test('while the rest of another console’s changes has to come, a check says so and stops nothing', async () => {
  const { here, there } = await dyingBetween();
  expect(optOuts(here)).toHaveLength(1);
  await expect(asked(here)).rejects.toThrow('still coming in');
  expect((await checkStore(here.at.core, 'schedule')).problems).toHaveLength(1);
  expect(haltOf(here.at.db)).toBeNull();
  expect(lastCheck(here.at.db)).toBeNull();
  await untilQuiet([here, there]);
  expect((await asked(here)).problems).toEqual([]);
  expect(haltOf(here.at.db)).toBeNull();
});

test('what is wrong besides stops sending once the rest has come', async () => {
  const { here, there } = await dyingBetween();
  here.acts.optOut(1);
  const { subject } = here.cast.person(1);
  here.at.core.write((tx) => run(tx.db, sql`UPDATE opt_out SET reversed = 1 WHERE subject = ${subject}`));
  await expect(asked(here)).rejects.toThrow('still coming in');
  expect(haltOf(here.at.db)).toBeNull();
  await there.send();
  await here.receive();
  expect((await asked(here)).problems.length).toBeGreaterThan(0);
  expect(haltOf(here.at.db)).toMatchObject({ why: 'verification' });
});

const KEYS = { acceptedAt: 0, sealedPublic: null };

test('of a console that was shut out in between nothing more is waited for, and its opt-outs stay', async () => {
  const { log, here } = await dyingBetween();
  const head = log.heads().get('Y') ?? 0;
  const gone = {
    ...{ id: 'Y', sealedName: Buffer.alloc(0), joinedAt: 0, seenAt: 0 },
    removedAt: null,
    head,
    ...KEYS,
  };
  endParts(here.at.core, [{ ...gone, applied: new Map(), invitedUntil: null }]);
  expect(verify(here.at.db).waits).toBe(true);
  endParts(here.at.core, [{ ...gone, applied: new Map(), invitedUntil: null, removedAt: 1 }]);
  expect((await asked(here)).problems).toEqual([]);
  expect(optOuts(here)).toHaveLength(1);
  expect(wholePositions(here.at.db)).toEqual(new Map([['Y', head]]));
});

test('a picture that comes before what has it is kept', async () => {
  const log = memoryLog();
  const [here, there] = membersOn(log, ['X', 'Y']);
  if (!here || !there) throw new Error('Two consoles are needed.');
  open.push(here, there);
  const { core, db } = there.at;
  const campaignId = all<{ id: string }>(db, 'SELECT id FROM campaign')[0]?.id ?? '';
  // It fills a change by itself.
  const content = Buffer.alloc(3_200_000, 1);
  const picture = { kind: 'png', width: 1, height: 1, content, hash: 'ab'.repeat(32) } as const;
  core.write((tx) => setCampaignPicture(tx, campaignId, picture));
  await there.send();
  expect(log.heads().get('Y')).toBeGreaterThan(1);
  await here.receive();
  const shown = 'SELECT k.campaign_id, p.hash FROM campaign_picture k JOIN picture p ON p.id = k.picture_id';
  expect(all(here.at.db, shown)).toEqual([{ campaign_id: campaignId, hash: picture.hash }]);
  // Taken away before its part came, it stays nowhere.
  const second = { ...picture, hash: 'cd'.repeat(32) };
  core.write((tx) => setCampaignPicture(tx, campaignId, second));
  core.write((tx) => setCampaignPicture(tx, campaignId, picture));
  await there.send();
  await here.receive();
  expect(all(here.at.db, 'SELECT hash FROM picture')).toEqual([{ hash: picture.hash }]);
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { copyStore } from '../../main/core/backup/wholeFile.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { uniteHere } from '../backup/world.ts';
import type { Model } from './model.ts';
import { KEY, type World } from './world.ts';

/** How a history may end: a person is erased, and a copy of the time before is united with the store. */

function picturesOf(world: World): string[] {
  const { db } = world.core();
  return all<{ subject: string; state: string; hash: string | null }>(
    db,
    `SELECT p.subject, p.state, f.hash FROM message_picture p LEFT JOIN picture f ON f.id = p.picture_id
     ORDER BY p.message_id, p.position`,
  ).map(({ subject, state, hash }) => `${subject} ${state} ${hash}`);
}

function holds(model: Model, world: World, erased: string, pictures: readonly string[]): void {
  const { db, subject } = world.core();
  assert.deepEqual(picturesOf(world), pictures, 'pictures of others stay, and none of an erased person');
  const alone = all(
    db,
    `SELECT id FROM picture WHERE NOT EXISTS (SELECT 1 FROM message_picture p WHERE p.picture_id = picture.id)
       AND NOT EXISTS (SELECT 1 FROM campaign_picture k WHERE k.picture_id = picture.id)`,
  );
  assert.deepEqual(alone, [], 'a picture that no text has');
  for (const [contact, number] of world.numbers.entries()) {
    const out = model.optedOut(contact) || subject(number) === erased;
    assert.equal(isOptedOut(db, subject(number)), out, `opt-out of contact ${contact}`);
  }
  const leaving = "SELECT id FROM message WHERE subject = ? AND direction = 'out' AND state = 'queued'";
  assert.deepEqual(all(db, `${leaving} AND kind <> 'confirmation'`, erased), [], 'nothing is left to send');
  assert.deepEqual(verify(db).problems, []);
}

export function eraseAndUnite(model: Model, world: World, contact: number): void {
  const core = world.core();
  const erased = core.subject(world.numbers[contact] ?? '');
  const file = join(core.storeDir, 'before.db');
  copyStore(join(core.storeDir, STORE_FILE), KEY, file);
  const others = picturesOf(world).filter((picture) => !picture.startsWith(erased));
  core.write((tx) => erasePerson(core, tx, { subject: erased, reason: 'asked', actorId: world.adminId }));
  holds(model, world, erased, others);
  uniteHere(core, { file, key: KEY, actorId: world.adminId, as: 'restore', madeAt: model.now });
  holds(model, world, erased, others);
}

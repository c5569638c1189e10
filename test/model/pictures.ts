import assert from 'node:assert/strict';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { pictureToSend } from '../../main/core/pictures/outgoing.ts';
import { all } from '../../main/core/store/statement.ts';
import type { PictureKind } from '../../shared/schema/words.ts';
import { plain } from '../helpers/pictures.ts';
import { contactTexts, dispatch, type Scene, settle } from './acts.ts';
import { deliver } from './letters.ts';
import type { Model } from './model.ts';
import type { Text } from './types.ts';
import { wordOf } from './words.ts';
import type { World } from './world.ts';

/** Pictures that come in and go out, in a history (issue 12, section 6). */

/** The pictures of contacts are fetched; `fault`: one of them cannot be had, now or ever. */
export async function fetchPictures(
  model: Model,
  { world }: Scene,
  fault: 'later' | 'gone' | null,
): Promise<void> {
  const { control } = world.simulator;
  if (fault) control.fault({ path: 'media', kind: 'status', status: fault === 'gone' ? 404 : 503 });
  await world.pictures().turn();
  if (fault === 'gone') model.picturesGone += 1;
  control.clearFaults();
}

/** A reply with a picture. Only provider-1 carries them; elsewhere it is refused before it is queued. */
export function writeWithPicture(
  model: Model,
  scene: Scene,
  contact: number,
  which: number,
  kind: 'initial' | 'reply',
  file: PictureKind,
): string | null {
  const { world } = scene;
  const core = world.core();
  if (world.region !== 'US') {
    assert.throws(() => pictureToSend(plain(file), world.region));
    return null;
  }
  scene.texts += 1;
  const body = `Text ${scene.texts}`;
  const picture = pictureToSend(plain(file), world.region);
  const expected = model.refuses(contact, which, kind);
  const conversationId = world.conversation(contact, which);
  const result = core.write((tx) =>
    enqueue(core, tx, {
      ...{ conversationId, kind, body, picture },
      ...{ authorId: world.texterId, confirmed: ['stop-waiting'] },
    }),
  );
  if (expected !== 'open')
    assert.equal(result.ok, !expected, `picture to ${contact}: ${JSON.stringify(result)}`);
  if (!result.ok) return null;
  const text = model.queue(body, contact, which, kind);
  text.picture = true;
  if (result.waits !== null) text.waitedAt = model.now;
  return body;
}

/** The provider cannot store a picture now: its text waits, and never leaves without it. */
export async function notStored(model: Model, scene: Scene, contact: number, which: number): Promise<void> {
  if (writeWithPicture(model, scene, contact, which, 'reply', 'jpeg') === null) return;
  await dispatch(model, scene, 'not-stored');
}

/** A contact says STOP while the picture of a text to them is being stored: the text does not leave. */
export async function stopWhileStored(
  model: Model,
  scene: Scene,
  contact: number,
  which: number,
): Promise<void> {
  const { world } = scene;
  const { control } = world.simulator;
  const body = writeWithPicture(model, scene, contact, which, 'reply', 'png');
  const due = model.due();
  const [text] = [...due.may];
  if (body === null || due.may.size !== 1 || text?.body !== body || !due.must.has(text)) return;
  const from = world.wire.creates.length;
  control.fault({ path: 'media', kind: 'delay', delayMs: 500 });
  let over = false;
  const turn = world
    .dispatcher()
    .turn()
    .finally(() => {
      over = true;
    });
  while (!over && control.faults().some(({ kind }) => kind === 'delay')) await new Promise(setImmediate);
  if (!over) text.state = 'sending';
  await contactTexts(model, scene, contact, which, wordOf('STOP'), 0);
  await deliver(model, scene, 'all');
  await world.advance(500);
  model.now = world.clock.now();
  await turn;
  control.clearFaults();
  if (text.state === 'sending') text.state = 'queued';
  // What was asked meanwhile counts, though its picture is stored.
  const still = model.may(text) ? due : { may: new Set<Text>(), must: new Set<Text>() };
  settle(model, world, still, from, new Map(), false);
}

type Kept = { readonly message: string; readonly state: string; readonly content: number };

/** Each text that came has its pictures, however it was heard, and none has those of another. */
export function comparePictures(model: Model, world: World): void {
  const { db } = world.core();
  const rows = all<Kept & { provider: string; direction: string; body: string }>(
    db,
    `SELECT m.provider_id AS provider, m.direction, m.body, p.message_id AS message, p.state, f.id IS NOT NULL AS content
     FROM message_picture p JOIN message m ON m.id = p.message_id LEFT JOIN picture f ON f.id = p.picture_id`,
  );
  for (const row of rows) assert.equal(row.content === 1, row.state === 'there', 'a picture that is there');
  const came = rows.filter(({ direction }) => direction === 'in');
  for (const text of model.said) {
    const count = came.filter(({ provider }) => provider === text.id).length;
    assert.equal(count, text.known ? (text.word.pictures ?? 0) : 0, `pictures of "${text.word.text}"`);
  }
  const failed = came.filter(({ state }) => state === 'failed').length;
  assert.ok(failed <= model.picturesGone, 'only what is gone cannot be had');
  const ours = rows.filter(({ direction }) => direction === 'out').map(({ body }) => body);
  const meant = model.texts.filter(({ picture }) => picture).map(({ body }) => body);
  assert.deepEqual(ours.sort(), meant.sort(), 'texts with a picture');
  const unused = all(
    db,
    `SELECT id FROM picture WHERE NOT EXISTS (SELECT 1 FROM message_picture p WHERE p.picture_id = picture.id)
       AND NOT EXISTS (SELECT 1 FROM campaign_picture k WHERE k.picture_id = picture.id)`,
  );
  assert.deepEqual(unused, [], 'a picture that no text has');
}

import assert from 'node:assert/strict';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { pictureToSend } from '../../main/core/pictures/outgoing.ts';
import type { PictureKind } from '../../shared/schema/words.ts';
import { plain } from '../helpers/pictures.ts';
import { contactTexts, dispatch, type Scene, settle } from './acts.ts';
import { deliver } from './letters.ts';
import type { Model } from './model.ts';
import type { Text } from './types.ts';
import { wordOf } from './words.ts';

/** Pictures that come in and go out, in a history. */

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

import assert from 'node:assert/strict';
import { all } from '../../main/core/store/statement.ts';
import type { Model } from './model.ts';
import type { World } from './world.ts';

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

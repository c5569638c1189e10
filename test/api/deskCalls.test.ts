import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { DESK_CALLS_PER_SECOND } from '../../main/core/access/middleware.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { messenger } from '../helpers/messenger.ts';

/** How often a desk may call; windows at the console are not counted. */

test('a desk that calls too often is refused for a second; others, and the console, are not', async () => {
  const api = testApi();
  const { id, client } = api.newcomer('texter');
  const desk = api.atDesk(id);
  const other = api.atDesk(api.newcomer('texter').id);
  for (let call = 0; call < DESK_CALLS_PER_SECOND; call += 1) await desk.nudge.list();
  const error = await desk.nudge.list().catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(ORPCError);
  expect(error).toMatchObject({ code: 'LOCKED', status: 429, data: { inMs: 1000 } });
  await other.nudge.list();
  for (let call = 0; call < 2 * DESK_CALLS_PER_SECOND; call += 1) await client.nudge.list();
  api.clock.advance(1000);
  await desk.nudge.list();
});

test('of a refused call nothing is done', async () => {
  const d = messenger('US');
  const api = testApi({ made: d.made });
  const desk = api.atDesk(d.texterId);
  const conversationId = d.conversations[0]?.[0] ?? '';
  const note = () => desk.messenger.note.add({ conversationId, body: 'They are out until Monday.' });
  const notes = () => api.as(d.texterId).messenger.note.list({ conversationId });
  for (let call = 0; call < DESK_CALLS_PER_SECOND; call += 1) await desk.nudge.list();
  expect((await refusal(note())).code).toBe('LOCKED');
  expect(await notes()).toEqual([]);
  d.clock.advance(1000);
  await note();
  expect(await notes()).toHaveLength(1);
});

import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { expect, test } from 'vitest';
import { router } from '../../main/core/router.ts';
import { testApi } from '../helpers/api.ts';
import { campaign, conversation, fictionNumber } from '../helpers/seed.ts';

test('over REST, values in query strings become numbers, booleans and lists', async () => {
  const api = testApi();
  const { id } = api.newcomer('admin');
  const token = api.tokenFor(id);
  const campaignId = campaign(api.core);
  const make = (index: number, optedOut: boolean) =>
    conversation(api.core, {
      campaignId,
      number: fictionNumber('US', index),
      optState: optedOut ? 'manual' : 'none',
      optCause: optedOut ? 'manual' : null,
    });
  const free = make(1, false);
  const out = make(2, true);
  const handler = new OpenAPIHandler(router);
  const get = async (path: string) => {
    const request = new Request(`http://127.0.0.1/api${path}`);
    const context = { services: api.console, caller: { kind: 'bearer', token } as const };
    const { response } = await handler.handle(request, { prefix: '/api', context });
    return { status: response?.status, body: await response?.json() };
  };
  const ids = async (query: string) =>
    (await get(`/conversations${query}`)).body.items.map((row: { id: string }) => row.id);
  expect((await ids('')).toSorted()).toEqual([free, out].toSorted());
  expect(await ids('?optedOut=true')).toEqual([out]);
  expect(await ids('?optedOut=false')).toEqual([free]);
  expect(await ids('?limit=1')).toHaveLength(1);
  expect(await ids(`?search=${encodeURIComponent('(202) 555-0102')}`)).toEqual([out]);
  expect((await get('/conversations?limit=x')).status).toBe(422);
  expect((await get('/conversations?optedOut=maybe')).status).toBe(422);
  expect((await get('/conversations/counts')).body).toMatchObject({ waiting: 2, optedOut: 1 });
  expect((await get('/conversations/missing')).status).toBe(404);
  expect((await get(`/people/why?conversationId=${free}`)).status).toBe(200);
});

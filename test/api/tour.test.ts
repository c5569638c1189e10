import { expect, test } from 'vitest';
import { refusal, testApi } from '../helpers/api.ts';

test('the demo’s tour is kept with each account: it comes once and goes on where it was left', async () => {
  const api = testApi({ demo: true });
  const ana = api.newcomer('texter').client;
  const maya = api.newcomer('admin').client;
  expect(await ana.tour.state()).toEqual({ step: 0, done: false });
  await ana.tour.update({ step: 3, done: true });
  expect(await ana.tour.state()).toEqual({ step: 3, done: true });
  expect(await maya.tour.state()).toEqual({ step: 0, done: false });
  expect((await refusal(ana.tour.update({ step: 5, done: false }))).code).toBe('INVALID');
});

test('outside of the demo it comes when somebody takes it', async () => {
  const { client } = testApi().newcomer('texter');
  expect(await client.tour.state()).toEqual({ step: 0, done: true });
  await client.tour.update({ step: 1, done: false });
  expect(await client.tour.state()).toEqual({ step: 1, done: false });
});

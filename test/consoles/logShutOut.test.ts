import { expect, test, vi } from 'vitest';
import { tidyUp } from '../console/place.ts';
import { adminOf, firstConsole, secondConsole } from './wholeConsoles.ts';

tidyUp();

test('one that was shut out while it was closed can leave', async () => {
  const { service: office } = await firstConsole();
  const { service: train, train: computer } = await secondConsole(office);
  const theirs = (await office.consoles().state()).consoles.find(({ self }) => !self)?.id ?? '';
  await train.close();
  await office.consoles().remove(adminOf(office), theirs);
  const again = await computer.start();
  await vi.waitUntil(async () => (await again.consoles().state()).problem !== '', { timeout: 20_000 });
  const { consoles } = await again.consoles().state();
  expect(consoles).toMatchObject([{ id: theirs, name: 'Train', self: true }]);
  await again.consoles().remove(adminOf(again), theirs);
  expect(await again.consoles().state()).toMatchObject({ united: false, problem: '' });
});

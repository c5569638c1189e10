import { expect, test } from 'vitest';
import { factsOf } from '../../main/core/inbox/facts.ts';
import { NOON, testCore } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';

test('a reaction may quote the latest of our texts, also where several are of one moment', () => {
  const { core } = testCore();
  const number = seed.fictionNumber('US', 0);
  const conversationId = seed.conversation(core, { campaignId: seed.campaign(core), number });
  for (let text = 1; text <= 7; text += 1)
    seed.message(core, { conversationId, number, body: `Text ${text}`, direction: 'out', at: NOON });
  const inbound = { providerId: 'in-1', from: number, to: '+12165550190', body: 'Liked', providerTime: NOON };
  const { ourTexts } = core.write((tx) =>
    factsOf(
      tx,
      { optOuts: 'carrier', regions: ['US'] } as never,
      inbound as never,
      { conversationId, subject: core.subject(number), senderNumberId: null } as never,
      'message',
    ),
  );
  expect(ourTexts).toEqual(['Text 7', 'Text 6', 'Text 5', 'Text 4', 'Text 3']);
  core.close();
});

import { expect, test } from 'vitest';
import { CAUSES, namesPerson, OptOutCause } from '../../shared/schema/causes.ts';
import { t } from '../../shared/text/say.ts';
import { DAY, reviewWorld } from '../helpers/reviewWorld.ts';

const { contact, leave, texter, supervisor, admin, clock } = reviewWorld();
const said = OptOutCause.options.map((cause) => {
  const actorId = CAUSES[cause].automatic ? null : texter.id;
  const person = contact('no more of this');
  return { cause, person, id: leave(person, { cause, rule: 'x', matched: 'no more', actorId }) };
});
clock.advance(DAY);

test.each(said)('$cause: filters, words and what texters see follow its line in the table', async (each) => {
  const { cause, person } = each;
  const { automatic, risk } = CAUSES[cause];
  const client = supervisor.client;
  expect((await client.conversation.list({ optCause: cause })).items.map(({ id }) => id)).toEqual([
    person.id,
  ]);
  expect((await admin.client.optOut.list({ cause })).items.map(({ number }) => number)).toEqual([
    person.number,
  ]);
  const { events } = await client.conversation.get({ id: person.id });
  const by = automatic || !namesPerson(cause) ? null : t(`causes:${cause}.lineBy`, { by: 'Ana' });
  expect(events.map(({ text }) => text)).toContain(
    t('timeline:thread.sentence', { line: by ?? t(`causes:${cause}.line`) }),
  );

  const seen = (await texter.client.conversation.list({})).items.map(({ id }) => id);
  expect(seen.includes(person.id)).toBe(!automatic);

  const { signs } = await client.review.get({ id: each.id });
  const expected = risk === 'words' ? 'unusual' : risk === 'person' ? 'nothing-found' : risk;
  expect(signs).toEqual([expected]);
});

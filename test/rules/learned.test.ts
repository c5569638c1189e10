import { expect, test } from 'vitest';
import learned from '../../main/core/rules/data/learned.json' with { type: 'json' };
import { decide } from '../../main/core/rules/decide.ts';
import { reader } from '../../main/core/rules/learned.ts';
import { tokenize } from '../../main/core/rules/tokens.ts';
import { inbound, settings } from './facts.ts';
import { scoreOf, withoutBatch } from './learn/leaveOut.ts';
import { lessons } from './learn/texts.ts';
import { train } from './learn/train.ts';

const rows = lessons();

test('the stored weights are those that `npm run -s learn` makes of the labelled texts', () => {
  const { version: _version, date: _date, ...stored } = learned;
  expect({ texts: rows.length, ...train(rows) }).toEqual(stored);
});

/** The largest batch by a writer who had not written the phrases. */
test('a judge who never saw a batch finds half of the requests in it that the phrases had missed', () => {
  const { requests, others, found, heldInnocents } = scoreOf(withoutBatch('strangers', rows));
  expect(requests).toBeGreaterThan(700);
  expect(others).toBeGreaterThan(600);
  expect(1 - found.both).toBeLessThan((1 - found.phrases) / 2);
  expect(heldInnocents.both).toBeLessThan(heldInnocents.phrases + 0.025);
});

test('a text that only the judge reads as a request is held for a person, with the words that weigh most', () => {
  const verdict = decide(
    inbound('Hi Ana. Would you be a dear and have me struck from that texting list?'),
    settings,
  );
  expect(verdict).toMatchObject({ decision: 'hold', rule: 'learned:request' });
  expect(verdict.matched).not.toBe('');
});

test('a long text is read in parts: a request is found among much talk, and much talk is no request', () => {
  const read = reader(learned);
  const talk = 'The weather was fine and we went to the fair with the children. '.repeat(60);
  const request =
    'Please stop sending these texts to my phone. I do not want them, so take my number off your list now.';
  const odds = (text: string) => read(tokenize(text)).request.odds;
  expect(odds(talk)).toBeLessThan(0);
  expect(odds(request)).toBeGreaterThan(0);
  expect(odds(`${talk}${request} ${talk}`)).toBeGreaterThan(0);
});

test.each([
  ["I'm suing", 'none'],
  ["I'm suing you", 'hold'],
  ['End it all for the landlords', 'none'],
  ['this number is private', 'soft-refusal'],
  ['przestańcie do mnie pisać', 'hold'],
  ['Perfect', 'none'],
])('%o is %s', (text, decision) => {
  expect(decide(inbound(text), settings).decision).toBe(decision);
});

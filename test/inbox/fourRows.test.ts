import { expect, test } from 'vitest';
import { UnconfirmedError } from '../../main/core/base/warnings.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';

/**
 * The table of the design (section 2) row by row, within one process; test/e2e repeats it on screen and
 * over HTTP.
 */

const P1 = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'];
const P2 = [...P1, 'REVOKE', 'OPTOUT'];

async function begun(region: 'US' | 'GB', autoOptOut: boolean) {
  const d = messenger(region, { autoOptOut });
  const [first, second] = [d.conversations[0]?.[0] ?? '', d.conversations[1]?.[0] ?? ''];
  const number = d.numbers[0] ?? '';
  d.send(first, 'initial', 'Will you vote?');
  await d.dispatch();
  d.clock.advance(1000);
  return { d, first, second, number };
}

test.each(P1)('on, provider-1, %s first: opted out everywhere, Heed confirms once', async (word) => {
  const { d, first, second, number } = await begun('US', true);
  d.send(second, 'reply', 'Queued in another campaign.');
  d.says(number, word);
  d.clock.advance(500);
  await d.dispatch();
  expect(d.row(first)).toMatchObject({ opt_state: 'automatic', opt_cause: 'auto-keyword', state: 'closed' });
  expect(d.row(second)).toMatchObject({ opt_state: 'automatic', state: 'closed' });
  expect(d.messages(second)).toMatchObject([{ kind: 'reply', state: 'cancelled', rule: 'opted-out' }]);
  expect(d.provider.reached.map((sent) => sent.body)).toEqual([
    'Will you vote?',
    expect.stringContaining('opted out'),
  ]);
  expect(d.send(first)).toEqual({ ok: false, rule: 'opted-out' });
  expect(d.actions()).toEqual([]);
  expect(verify(d.core.db).problems).toEqual([]);
  d.close();
});

test.each(P1)(
  'on, provider-1, %s later: on hold with an action, nothing leaves until a person decides',
  async (word) => {
    const { d, first, number } = await begun('US', true);
    d.says(number, 'Who is this?');
    d.send(first, 'reply', 'Waiting behind the hold.');
    d.clock.advance(1000);
    d.says(number, word);
    await d.dispatch();
    expect(d.row(first)).toMatchObject({ opt_state: 'none' });
    expect(d.row(first)?.hold_at).not.toBeNull();
    expect(d.actions()).toMatchObject([{ kind: 'likely-opt-out', matched: word }]);
    expect(d.provider.reached).toHaveLength(1);
    expect(d.send(first)).toEqual({ ok: false, rule: 'on-hold' });
    d.close();
  },
);

test.each(P1)('off, provider-1, %s: nothing but an action', async (word) => {
  const { d, first, number } = await begun('US', false);
  d.says(number, word);
  expect(d.row(first)).toMatchObject({ opt_state: 'none', hold_at: null });
  expect(d.actions()).toMatchObject([{ kind: 'opt-out-by-hand' }]);
  // Nothing is blocked, but nobody can text them without having been told.
  expect(() => d.send(first)).toThrow(UnconfirmedError);
  expect(d.send(first, 'reply', 'Sure.', ['stop-waiting'])).toMatchObject({ ok: true });
  await d.dispatch();
  expect(d.provider.reached).toHaveLength(2);
  d.close();
});

test.each(P2)(
  'on, provider-2, %s, first or later: opted out, the provider confirms, Heed does not',
  async (word) => {
    for (const later of [false, true]) {
      const { d, first, number } = await begun('GB', true);
      if (later) d.says(number, 'Who is this?');
      d.clock.advance(1000);
      d.says(number, word);
      await d.dispatch();
      expect(d.row(first)).toMatchObject({ opt_state: 'automatic', opt_cause: 'auto-keyword' });
      expect(d.provider.reached).toHaveLength(1);
      expect(d.messages(first).filter((message) => message.kind === 'confirmation')).toEqual([]);
      expect(d.actions()).toEqual([]);
      d.close();
    }
  },
);

test('on, provider-2, “STOP!” which the provider does not match: Heed opts out and Heed confirms', async () => {
  const { d, first, number } = await begun('GB', true);
  d.says(number, 'STOP!');
  await d.dispatch();
  expect(d.row(first)).toMatchObject({ opt_state: 'automatic' });
  expect(d.provider.reached).toHaveLength(2);
  d.close();
});

test.each(P2)(
  'off, provider-2, %s: blocked from that sender number; trying makes the opt-out',
  async (word) => {
    const { d, first, second, number } = await begun('GB', false);
    d.says(number, word);
    expect(d.row(first)).toMatchObject({ opt_state: 'none' });
    expect(d.actions()).toMatchObject([{ kind: 'opt-out-by-hand' }]);
    // From the other number the provider still delivers.
    expect(d.send(second, 'reply', 'Sure.', ['stop-waiting'])).toMatchObject({ ok: true });
    await d.dispatch();
    expect(d.provider.reached).toHaveLength(2);
    // From the blocked number it refuses, and the refusal creates the opt-out.
    expect(d.send(first, 'reply', 'Sure.', ['stop-waiting'])).toMatchObject({ ok: true });
    await d.dispatch();
    expect(d.provider.reached).toHaveLength(2);
    expect(d.row(first)).toMatchObject({ opt_state: 'automatic', opt_cause: 'provider-refused' });
    expect(d.row(second)).toMatchObject({ opt_state: 'automatic' });
    expect(d.send(second)).toEqual({ ok: false, rule: 'opted-out' });
    expect(verify(d.core.db).problems).toEqual([]);
    d.close();
  },
);

test('a keyword that arrives late but was said first still counts', async () => {
  const { d, first, number } = await begun('US', true);
  const saidAt = d.clock.now();
  d.clock.advance(20_000);
  d.says(number, 'Who is this?');
  d.says(number, 'STOP', saidAt);
  await d.dispatch();
  expect(d.row(first)).toMatchObject({ opt_state: 'automatic' });
  d.close();
});

test('a confirmation later than five minutes is dropped and logged, never sent', async () => {
  const { d, first, number } = await begun('US', true);
  const saidAt = d.clock.now();
  d.clock.advance(5 * 60_000 + 1);
  d.poll();
  d.says(number, 'STOP', saidAt);
  await d.dispatch();
  expect(d.row(first)).toMatchObject({ opt_state: 'automatic' });
  expect(d.messages(first).at(-1)).toMatchObject({
    kind: 'confirmation',
    state: 'dropped',
    rule: 'confirmation-late',
  });
  expect(d.provider.reached).toHaveLength(1);
  d.close();
});

test('a STOP from a number that no conversation knows counts all the same', async () => {
  const { d } = await begun('US', true);
  d.says('+12125550177', 'stop');
  await d.dispatch();
  expect(d.provider.reached.at(-1)).toMatchObject({ to: '+12125550177' });
  expect(
    writer(d.core)
      .prepare('SELECT count(*) AS n FROM opt_out WHERE subject = ?')
      .get(d.core.subject('+12125550177')),
  ).toEqual({ n: 1 });
  d.close();
});

test('START clears the block of that sender number and asks a person; the opt-out stays', async () => {
  const { d, first, number } = await begun('GB', true);
  d.says(number, 'STOP');
  d.says(number, 'START');
  expect(d.row(first)).toMatchObject({ opt_state: 'automatic' });
  expect(d.actions()).toMatchObject([{ kind: 'asked-to-resume' }]);
  expect(writer(d.core).prepare('SELECT state FROM provider_block').all()).toEqual([{ state: 'cleared' }]);
  expect(d.send(first)).toEqual({ ok: false, rule: 'opted-out' });
  d.says(number, 'YES');
  expect(d.row(first)).toMatchObject({ opt_state: 'automatic' });
  d.close();
});

test('the same reply delivered twice is one reply', async () => {
  const { d, first, number } = await begun('US', true);
  const text = d.says(number, 'Hello');
  const { receive } = await import('../../main/core/inbox/receive.ts');
  expect(receive(d.core, d.source, { inbound: [text, text], statuses: [], providerTexts: [] })).toBe(0);
  expect(d.messages(first)).toHaveLength(2);
  d.close();
});

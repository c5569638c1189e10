import { expect, test } from 'vitest';
import { UnconfirmedError } from '../../main/core/base/warnings.ts';
import { changeSettings } from '../../main/core/decisions/changeSettings.ts';
import { resolveAction } from '../../main/core/decisions/decideAction.ts';
import { optOutOverdueHolds } from '../../main/core/decisions/holdTimeout.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { one } from '../../main/core/store/statement.ts';
import type { WarningCode } from '../../shared/contract/base/warning.ts';
import { messenger } from '../helpers/messenger.ts';

/** With auto opt-outs off, a plain STOP waits for a person (design, rule 3). */

const DAY = 86_400_000;

/** A text in another campaign was queued before the person asked, and waits for replies to be read. */
async function asked(word = 'STOP') {
  const d = messenger('US', { autoOptOut: false });
  const [here = '', elsewhere = ''] = d.conversations.map(([first]) => first ?? '');
  const number = d.numbers[0] ?? '';
  d.send(here, 'initial', 'Will you vote?');
  await d.dispatch();
  d.clock.advance(6 * 60_000);
  expect(d.send(elsewhere, 'initial', 'Queued before.')).toMatchObject({ waits: 'inbound-stale' });
  d.says(number, word);
  d.poll();
  d.clock.advance(10_000);
  await d.dispatch();
  const bodies = () => d.provider.reached.map(({ body }) => body);
  const action = () => one<{ id: string }>(d.core.db, "SELECT id FROM action WHERE state = 'open'")?.id ?? '';
  const decide = (resolution: 'dismiss' | 'opt-out', confirmed: readonly WarningCode[] = []) =>
    d.core.write((tx) =>
      resolveAction(d.core, tx, {
        actionId: action(),
        resolution,
        reason: '',
        actorId: d.adminId,
        confirmed,
      }),
    );
  const turnOn = (waitingStops: 'opt-out' | 'hold') =>
    d.core.write((tx) =>
      changeSettings(
        d.core,
        tx,
        d.adminId,
        { autoOptOut: true },
        { waitingStops, confirmed: ['stops-waiting'] },
      ),
    );
  const later = async () => {
    d.clock.advance(10_000);
    d.poll();
    await d.dispatch();
  };
  return { d, here, elsewhere, number, bodies, decide, turnOn, later };
}

test('a text queued before waits until somebody has decided, and leaves if it was not meant', async () => {
  const { d, elsewhere, bodies, decide, later } = await asked();
  expect(bodies()).toEqual(['Will you vote?']);
  expect(d.messages(elsewhere)).toMatchObject([{ state: 'queued', rule: 'stop-waiting' }]);
  // Whoever decides is told that this text leaves with the decision.
  expect(() => decide('dismiss')).toThrow(UnconfirmedError);
  await later();
  expect(bodies()).toEqual(['Will you vote?']);
  decide('dismiss', ['texts-waiting']);
  await later();
  expect(bodies()).toEqual(['Will you vote?', 'Queued before.']);
  d.close();
});

test('whoever confirmed is asked anew once the person asks again', async () => {
  const { d, here, number, bodies, later } = await asked();
  d.clock.advance(6 * 60_000);
  d.send(here, 'reply', 'Did you mean it?', ['stop-waiting']);
  d.says(number, 'STOP');
  await later();
  expect(bodies()).toEqual(['Will you vote?']);
  expect(() => d.send(here, 'reply', 'Hello?')).toThrow(UnconfirmedError);
  d.send(here, 'reply', 'Sorry!', ['stop-waiting']);
  await later();
  expect(bodies()).toEqual(['Will you vote?', 'Sorry!']);
  d.close();
});

test('turned on: opted out with the words and the time of the request, and what was queued is cancelled', async () => {
  const { d, elsewhere, number, bodies, turnOn, later } = await asked();
  turnOn('opt-out');
  await later();
  expect(d.row(elsewhere)).toMatchObject({ opt_state: 'automatic', opt_cause: 'auto-keyword' });
  expect(d.messages(elsewhere)[0]).toMatchObject({ state: 'cancelled', rule: 'opted-out' });
  // The five minutes for a confirmation are not over yet.
  expect(bodies()).toEqual(['Will you vote?', expect.stringContaining('opted out')]);
  expect(one(d.core.db, 'SELECT matched FROM opt_out WHERE subject = ?', d.core.subject(number))).toEqual({
    matched: 'STOP',
  });
  expect(verify(d.core.db).problems).toEqual([]);
  d.close();
});

test('turned on with a hold: nobody can text them in any campaign, and undecided it becomes an opt-out', async () => {
  const { d, here, elsewhere, bodies, turnOn, later } = await asked();
  turnOn('hold');
  await later();
  expect(bodies()).toEqual(['Will you vote?']);
  for (const id of [here, elsewhere])
    expect(d.send(id, 'reply', 'Hello?', ['stop-waiting'])).toEqual({ ok: false, rule: 'on-hold' });
  d.clock.advance(20 * DAY);
  expect(optOutOverdueHolds(d.core)).toBe(1);
  expect(d.row(here)).toMatchObject({ opt_state: 'automatic', opt_cause: 'review' });
  d.close();
});

test('what only may be a request is held when they are turned on', async () => {
  const { d, here, turnOn } = await asked('take me off your list please');
  expect(() => d.send(here, 'reply', 'Hello?')).toThrow(UnconfirmedError);
  turnOn('opt-out');
  expect(d.row(here)).toMatchObject({ opt_state: 'none', hold_at: expect.any(Number) });
  expect(d.send(here, 'reply', 'Hello?', ['stop-waiting'])).toEqual({ ok: false, rule: 'on-hold' });
  d.close();
});

import { expect, test } from 'vitest';
import { closeConversation } from '../../main/core/decisions/conversation.ts';
import { resolveAction } from '../../main/core/decisions/decideAction.ts';
import { one } from '../../main/core/store/statement.ts';
import { messenger } from '../helpers/messenger.ts';

/**
 * A conversation that is closed as a wrong number (design, rule 3) is no opt-out, and decides nothing about
 * a request to stop.
 */

function ready() {
  const d = messenger('US', { firstResponseOnly: false });
  const [here = '', elsewhere = ''] = d.conversations.map(([first]) => first ?? '');
  const close = () => {
    const action = one<{ id: string }>(
      d.core.db,
      "SELECT id FROM action WHERE kind = 'wrong-number' AND state = 'open'",
    );
    const deed = { resolution: 'close-wrong-number', reason: '', actorId: d.adminId } as const;
    d.core.write((tx) => resolveAction(d.core, tx, { actionId: action?.id ?? '', ...deed }));
  };
  return { d, here, elsewhere, number: d.numbers[0] ?? '', close };
}

test('it ends no hold: the person is left alone in every campaign until somebody has decided', () => {
  const { d, here, elsewhere, number, close } = ready();
  d.says(number, 'Please take me off your list');
  const place = [here, elsewhere].find((id) => d.row(id)?.hold_at !== null) ?? '';
  d.says(number, 'wrong number');
  close();
  expect(d.row(place)).toMatchObject({ state: 'closed', opt_state: 'none', hold_at: expect.any(Number) });
  for (const id of [here, elsewhere].filter((each) => each !== place))
    expect(d.send(id)).toEqual({ ok: false, rule: 'on-hold' });
  expect(d.actions()).toMatchObject([{ kind: 'likely-opt-out' }]);
  d.close();
});

test.each(['the action', 'the composer'])(
  'what waits there is taken back, and a reply frees none of it: %s',
  async (by) => {
    const { d, here, number, close } = ready();
    d.send(here, 'initial', 'Will you vote?');
    await d.dispatch();
    d.says(number, 'wrong number');
    // Replies were last read long ago, so the text has to wait.
    d.clock.advance(9 * 3_600_000);
    expect(d.send(here, 'reply', 'Who are you?')).toMatchObject({ ok: true, waits: 'inbound-stale' });
    if (by === 'the action') close();
    else {
      const admin = { id: d.adminId, role: 'admin' } as const;
      d.core.write((tx) => closeConversation(d.core, tx, admin, here, 'wrong-number'));
    }
    expect(d.messages(here).at(-1)).toMatchObject({ state: 'prevented', rule: 'conversation-closed' });
    expect(d.row(here)).toMatchObject({ state: 'closed' });
    d.says(number, 'Who is this?');
    d.clock.advance(15 * 3_600_000);
    d.poll();
    await d.dispatch();
    expect(d.provider.reached.map(({ body }) => body)).toEqual(['Will you vote?']);
    expect(d.send(here)).toMatchObject({ ok: true });
    d.close();
  },
);

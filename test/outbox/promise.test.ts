import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CoreError } from '../../main/core/base/errors.ts';
import { optOutByHand as byHand, undoOptOut } from '../../main/core/decisions/optOutByHand.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { confirmable } from '../../main/core/outbox/confirmationOffer.ts';
import { inForce, isOptedOut } from '../../main/core/people/optedOut.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { writer } from '../helpers/core.ts';
import type { Ending } from '../helpers/fakeProvider.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';

/**
 * The promise: whatever the order of replies, sends, answers, crashes and changes of settings, no text
 * leaves to a number that was opted out when the text was claimed, except its one confirmation; and no text
 * reaches a contact twice.
 */

const CONTACTS = 3;
const WORDS = [
  'STOP',
  'stop',
  'STOP!',
  'Hello',
  'please take me off your list',
  'START',
  'YES',
  'quit',
  'who is this?',
  'wrong number',
];

type Step =
  | {
      readonly do: 'say';
      readonly contact: number;
      readonly word: string;
      readonly late: number;
      readonly to: number;
    }
  | { readonly do: 'send'; readonly contact: number; readonly which: number; readonly initial: boolean }
  | { readonly do: 'dispatch' | 'begin' | 'answers' | 'crash' | 'ready' }
  | { readonly do: 'ending'; readonly ending: Ending }
  | { readonly do: 'auto' | 'first'; readonly on: boolean }
  | { readonly do: 'advance'; readonly by: number }
  | { readonly do: 'by-hand' | 'opt-in'; readonly contact: number }
  /**
   * Through the procedure that the screens call: with a confirmation where one may be sent, and sometimes
   * undone at once.
   */
  | { readonly do: 'told' | 'told-and-undone'; readonly contact: number; readonly which: number };

const contact = fc.nat(CONTACTS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      contact,
      word: fc.constantFrom(...WORDS),
      late: fc.constantFrom(0, 0, 5000, 400_000),
      to: fc.nat(1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      contact,
      which: fc.nat(1),
      initial: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'dispatch' as const,
        'begin' as const,
        'answers' as const,
        'crash' as const,
        'ready' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('ending' as const),
      ending: fc.constantFrom<Ending>('accepted', 'accepted', 'retry', 'unknown', 'lost', 'configuration'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('auto' as const, 'first' as const), on: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      by: fc.constantFrom(10, 1000, 6000, 301_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('by-hand' as const, 'opt-in' as const), contact }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('told' as const, 'told-and-undone' as const),
      contact,
      which: fc.nat(1),
    }),
  },
);

function optOutByHand(d: Messenger, number: string): void {
  const now = d.clock.now();
  d.core.write((tx) =>
    optOut(d.core, tx, {
      subject: d.core.subject(number),
      number,
      cause: 'manual',
      actorId: d.texterId,
      reason: written('asked'),
      rule: '',
      matched: '',
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId: null,
      saidAt: now,
      receivedAt: now,
    }),
  );
}

/**
 * As the texter's screen does it. Where no confirmation may be sent, neither the opt-out nor the text
 * happens.
 */
function tell(d: Messenger, number: string, conversationId: string, undo: boolean): void {
  const { core } = d;
  const texter = { id: d.texterId, login: 'ana', name: 'Ana', role: 'texter' } as const;
  const subject = core.subject(number);
  const offered = confirmable(core, { subject, conversationId }, d.clock.now()).ok;
  const before = inForce(core.db, subject);
  const act = () =>
    core.write((tx) =>
      byHand(core, tx, texter, {
        subject,
        number,
        conversationId,
        senderNumberId: null,
        reason: 'asked',
        confirmation: 'You are opted out. Sorry to have bothered you.',
      }),
    );
  if (!offered) {
    expect(act).toThrow(CoreError);
    expect(inForce(core.db, subject)).toEqual(before);
    return;
  }
  const { optOutId } = act();
  if (undo) core.write((tx) => undoOptOut(core, tx, texter, optOutId));
}

async function take(d: Messenger, next: Step): Promise<void> {
  switch (next.do) {
    case 'say':
      d.says(d.numbers[next.contact] ?? '', next.word, d.clock.now() - next.late, next.to);
      return;
    case 'send':
      d.send(
        d.conversations[next.which]?.[next.contact] ?? '',
        next.initial ? 'initial' : 'reply',
        `Text ${next.contact}`,
        ['stop-waiting'],
      );
      return;
    case 'dispatch':
      d.provider.letAnswersGo();
      await d.dispatch();
      return;
    case 'begin':
      d.provider.holdAnswers();
      d.begin();
      return;
    case 'answers':
      d.provider.letAnswersGo();
      await new Promise(setImmediate);
      return;
    case 'crash':
      d.provider.loseAnswers();
      d.restart();
      return;
    case 'ready':
      d.ready();
      d.poll();
      return;
    case 'ending':
      d.provider.endWith(next.ending);
      return;
    case 'auto':
      d.set({ autoOptOut: next.on });
      return;
    case 'first':
      d.set({ firstResponseOnly: next.on });
      return;
    case 'advance':
      d.clock.advance(next.by);
      d.poll();
      return;
    case 'by-hand':
      optOutByHand(d, d.numbers[next.contact] ?? '');
      return;
    case 'told':
    case 'told-and-undone':
      tell(
        d,
        d.numbers[next.contact] ?? '',
        d.conversations[next.which]?.[next.contact] ?? '',
        next.do === 'told-and-undone',
      );
      return;
    case 'opt-in': {
      const subject = d.core.subject(d.numbers[next.contact] ?? '');
      const optOutIds = inForce(d.core.db, subject);
      d.core.write((tx) =>
        reverseOptOuts(d.core, tx, {
          subject,
          optOutIds,
          actorId: d.adminId,
          reason: written('asked'),
          undo: false,
        }),
      );
      return;
    }
  }
}

/** Texts that left in this step to numbers that were opted out before it, except their one confirmation. */
function check(d: Messenger, before: readonly string[], left: number): void {
  for (const sent of d.provider.reached.slice(left)) {
    const messageId = sent.attemptId.split('.')[0];
    const message = writer(d.core)
      .prepare('SELECT kind, opt_out_id FROM message WHERE id = ?')
      .get(messageId);
    if (before.includes(sent.to)) expect(message).toMatchObject({ kind: 'confirmation' });
  }
}

/**
 * Every confirmation was due: it left in time, has its opt-out's row, and no contact got two for one
 * opt-out.
 */
function checkConfirmations(d: Messenger): void {
  const left = d.provider.reached.flatMap((sent) => {
    const row = one<{
      kind: string;
      subject: string;
      opt_out_id: string;
      not_after: number;
      created_at: number;
    }>(
      d.core.db,
      'SELECT kind, subject, opt_out_id, not_after, created_at FROM message WHERE id = ?',
      sent.attemptId.split('.')[0],
    );
    return row?.kind === 'confirmation' ? [{ ...row, at: sent.at }] : [];
  });
  const heard = new Map<string, number>();
  for (const reported of left) {
    expect(reported.at, 'within five minutes').toBeLessThanOrEqual(reported.not_after);
    const said = one<{ id: number }>(
      d.core.db,
      `SELECT count(*) AS id FROM message WHERE subject = ? AND kind = 'inbound' AND created_at <= ?`,
      reported.subject,
      reported.created_at,
    );
    expect(said?.id ?? 0, 'a text for every answer').toBeGreaterThan(heard.get(reported.subject) ?? 0);
    heard.set(reported.subject, (heard.get(reported.subject) ?? 0) + 1);
  }
}

async function live(region: 'US' | 'GB', steps: readonly Step[]): Promise<void> {
  const d = messenger(region, { contacts: CONTACTS });
  try {
    for (const next of steps) {
      const before = d.numbers.filter((number) => isOptedOut(d.core.db, d.core.subject(number)));
      const left = d.provider.reached.length;
      await take(d, next);
      await new Promise(setImmediate);
      check(d, before, left);
    }
    d.provider.letAnswersGo();
    await new Promise(setImmediate);
    const attempts = d.provider.reached.map((sent) => sent.attemptId.split('.')[0]);
    expect(new Set(attempts).size, 'no text reaches a contact twice').toBe(attempts.length);
    const confirmations = all<{ n: number }>(
      d.core.db,
      "SELECT count(*) AS n FROM message WHERE kind = 'confirmation' AND state NOT IN ('prevented', 'dropped') GROUP BY opt_out_id",
    );
    expect(confirmations.every((group) => group.n === 1)).toBe(true);
    checkConfirmations(d);
    const initials = all<{ n: number }>(
      d.core.db,
      "SELECT count(*) AS n FROM message WHERE kind = 'initial' AND state NOT IN ('prevented', 'cancelled') GROUP BY conversation_id",
    );
    expect(initials.every((group) => group.n === 1)).toBe(true);
    expect(verify(d.core.db).problems).toEqual([]);
  } finally {
    d.close();
  }
}

test.each(['US', 'GB'] as const)(
  '%s: nothing leaves for an opted-out number but the one confirmation',
  async (region) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => live(region, steps)),
      { numRuns: 150 },
    );
  },
);

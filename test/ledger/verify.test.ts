import { expect, test } from 'vitest';
import { append } from '../../main/core/ledger/append.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { inForce, isOptedOut } from '../../main/core/people/optedOut.ts';
import { written } from '../../shared/text/stored.ts';
import { testCore, writer } from '../helpers/core.ts';
import { account } from '../helpers/seed.ts';

function filled() {
  const { core } = testCore();
  const adminId = account(core, { role: 'admin' });
  const subject = core.subject('+12025550100');
  const once = () =>
    core.write((tx) =>
      optOut(core, tx, {
        subject,
        number: '+12025550100',
        cause: 'manual',
        actorId: adminId,
        reason: written(''),
        rule: '',
        matched: '',
        conversationId: null,
        messageId: null,
        senderNumberId: null,
        importId: null,
        saidAt: tx.now,
        receivedAt: tx.now,
      }),
    );
  return { core, adminId, subject, once };
}

test('a reversal leaves an opt-out that it had not seen in force', () => {
  const { core, adminId, subject, once } = filled();
  once();
  const seen = inForce(core.db, subject);
  once();
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject,
      optOutIds: seen,
      actorId: adminId,
      reason: written('asked'),
      undo: false,
    }),
  );
  expect(isOptedOut(core.db, subject)).toBe(true);
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject,
      optOutIds: inForce(core.db, subject),
      actorId: adminId,
      reason: written('asked'),
      undo: false,
    }),
  );
  expect(isOptedOut(core.db, subject)).toBe(false);
  expect(verify(core.db)).toMatchObject({ problems: [], optOuts: 2, inForce: 0 });
  core.close();
});

/** What somebody with the key and a database tool could try. */
test.each([
  ['an entry changed', "UPDATE ledger SET payload = '{}' WHERE position = 2"],
  [
    'an entry made unreadable',
    "UPDATE ledger SET kind = 'opt-out-reversed', payload = '{' WHERE position = 2",
  ],
  ['an entry removed', 'DELETE FROM ledger WHERE position = 2'],
  ['the first entry removed', 'DELETE FROM ledger WHERE position = 1'],
  [
    'the last entry removed with its opt-out kept',
    'DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)',
  ],
  ['an opt-out deleted', 'DELETE FROM opt_out'],
  ['an opt-out marked reversed', 'UPDATE opt_out SET reversed = 1'],
])('verify notices %s', (_, sql) => {
  const { core, adminId, once } = filled();
  core.write((tx) => append(core, tx, { kind: 'settings-changed', actorId: adminId }));
  once();
  once();
  expect(verify(core.db).problems).toEqual([]);
  writer(core).exec('DROP TRIGGER ledger_no_update; DROP TRIGGER ledger_no_delete;');
  writer(core).pragma('foreign_keys = OFF');
  writer(core).exec(sql);
  expect(verify(core.db).problems).not.toEqual([]);
  core.close();
});

test('the payloads and the hashes hold no number and no text', () => {
  const { core, once } = filled();
  once();
  const rows = JSON.stringify(writer(core).prepare('SELECT * FROM ledger').all());
  expect(rows).not.toContain('2025550100');
  core.close();
});

test('whoever watches a verification can end it at any row, and the store is as free as before', () => {
  const { core, once } = filled();
  for (let index = 0; index < 5; index += 1) once();
  let rows = 0;
  const stop = new Error('Enough.');
  const whole = verify(core.db, () => {
    rows += 1;
  });
  expect(rows).toBe(whole.entries + whole.optOuts);
  for (let after = 1; after <= rows; after += 1) {
    let seen = 0;
    expect(() =>
      verify(core.db, () => {
        seen += 1;
        if (seen === after) throw stop;
      }),
    ).toThrow(stop);
    once();
    expect(verify(core.db).problems).toEqual([]);
  }
});

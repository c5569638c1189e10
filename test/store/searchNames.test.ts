import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Viewer } from '../../main/core/access/visible.ts';
import { listConversations, listStatements } from '../../main/core/conversations/conversationList.ts';
import { removeConversations } from '../../main/core/conversations/conversationRecord.ts';
import { namesMatch } from '../../main/core/conversations/conversationSearch.ts';
import { cleanFile } from '../../main/core/erase/cleanFile.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import { account, campaign, conversation, fictionNumber } from '../helpers/seed.ts';

const Name = fc.constantFrom(
  'Ann',
  'Bo',
  'O"Neil',
  'Íñigo',
  'ANNA',
  'Li',
  '💜💜💜',
  'de la Cruz',
  'x%y_z',
  '',
  'a"b"c',
);
const Asked = fc.oneof(
  fc.constantFrom(
    'ann',
    'nna',
    'an',
    'ÍÑI',
    'íñi',
    '"',
    'a"b',
    '💜💜',
    '💜💜💜',
    'cruz de',
    '%y_',
    '555',
    '+1 (202) 555',
    '20 25 55',
  ),
  fc.constantFrom(
    '01',
    '010',
    '5501',
    '2025550',
    'Bo Li',
    'li bo',
    'nobody',
    '*',
    'NOT',
    'a AND b',
    '(ann)',
    '\0',
    '\ud800aa',
  ),
);
type Step = {
  readonly what: 'add' | 'rename' | 'give' | 'hide' | 'erase' | 'remove';
  readonly who: number;
  readonly name: string;
};
const Steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom('add', 'add', 'add', 'rename', 'give', 'hide', 'erase', 'remove'),
    who: fc.nat(5),
    name: Name,
  }),
  { maxLength: 12 },
);

type Row = {
  readonly id: string;
  readonly name: string;
  readonly number: string | null;
  readonly texter_id: string | null;
  readonly opt_state: string;
};
const folded = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** What a search means, without any index. */
function finds(row: Row, text: string): boolean {
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  const words = text.split(/[\s\0]+/).filter((word) => word !== '');
  const byNumber =
    digits.length >= 3 && /^[\d\s()+./-]+$/.test(text) && row.number?.includes(digits) === true;
  return byNumber || words.every((word) => folded(row.name).includes(folded(word)));
}

test('a search finds the parts of names and numbers that are there, after any history', () => {
  fc.assert(
    fc.property(Steps, fc.array(Asked, { minLength: 1, maxLength: 6 }), (steps, asked) => {
      const { core } = testCore();
      const texters = [0, 1].map(() => account(core, { role: 'texter' }));
      const campaigns = [0, 1, 2].map(() => campaign(core));
      const admin = account(core, { role: 'admin' });
      for (const [at, { what, who, name }] of steps.entries()) {
        const number = fictionNumber('US', who);
        const campaignId = campaigns[at % 3] ?? '';
        const subject = core.subject(number);
        const there = one(
          core.db,
          'SELECT 1 FROM conversation WHERE campaign_id = ? AND subject = ?',
          campaignId,
          subject,
        );
        const erased = one(core.db, 'SELECT 1 FROM erasure WHERE subject = ?', subject);
        if (what === 'add' && !there && !erased)
          conversation(core, {
            campaignId,
            number,
            firstName: name,
            lastName: 'Lee',
            texterId: texters[who % 2] ?? null,
          });
        if (what === 'rename')
          run(
            writer(core),
            'UPDATE conversation SET first_name = ? WHERE subject = ? AND number IS NOT NULL',
            name,
            subject,
          );
        if (what === 'give')
          run(
            writer(core),
            'UPDATE conversation SET texter_id = ? WHERE subject = ?',
            texters[at % 2],
            subject,
          );
        if (what === 'hide')
          run(writer(core), "UPDATE conversation SET opt_state = 'automatic' WHERE subject = ?", subject);
        if (what === 'remove') core.write((tx) => removeConversations(tx, campaignId));
        if (what === 'erase' && !erased)
          core.write((tx) => erasePerson(core, tx, { subject, reason: 'asked', actorId: admin }));
        if (what === 'erase') cleanFile(core);
      }
      run(writer(core), "INSERT INTO name_index (name_index, rank) VALUES ('integrity-check', 1)");
      const rows = all<Row>(
        core.db,
        "SELECT id, first_name || ' ' || last_name AS name, number, texter_id, opt_state FROM conversation",
      );
      const viewers: Viewer[] = [
        { id: admin, role: 'admin' },
        ...texters.map((id) => ({ id, role: 'texter' }) as const),
      ];
      for (const viewer of viewers)
        for (const text of asked) {
          if (text.trim() === '') continue;
          const seen = rows.filter(
            (row) =>
              viewer.role === 'admin' || (row.texter_id === viewer.id && row.opt_state !== 'automatic'),
          );
          const { items } = listConversations(core.db, viewer, { search: text, limit: 100 }, core.subject);
          expect(items.map(({ id }) => id).sort(), `${viewer.role}: ${text}`).toEqual(
            seen
              .filter((row) => finds(row, text))
              .map(({ id }) => id)
              .sort(),
          );
        }
    }),
    { numRuns: 60 },
  );
});

test('what the index is asked for covers every word that is long enough, and is never an operator', () => {
  expect(namesMatch('Smithson Bo')).toBe('("Smi" AND "ths" AND "son")');
  expect(namesMatch('a"b OR')).toBe('("a""b")');
  expect(namesMatch('Bo Li')).toBeNull();
  expect(namesMatch('202 555')).toBe('("202" AND "555") OR ("202" AND "555")');
});

test('an admin’s search meets those alone who have the words; a texter’s reads its own stretch of an index and no other', () => {
  const { core } = testCore();
  const seen: string[] = [];
  const prepare = writer(core).prepare.bind(core.db);
  Object.defineProperty(core.db, 'prepare', {
    value: (sql: string) => {
      seen.push(sql);
      return prepare(sql);
    },
  });
  const plansOf = (viewer: Viewer, filter: { search: string; campaignId?: string }) => {
    seen.length = 0;
    listConversations(core.db, viewer, { ...filter, limit: 10 }, core.subject);
    return seen
      .filter((sql) => /LIMIT 4001$/.test(sql))
      .map((sql) =>
        all<{ detail: string }>(
          core.db,
          `EXPLAIN QUERY PLAN ${sql}`,
          ...Array(sql.split('?').length - 1).fill('x'),
        ),
      )
      .map((plan) => plan.map(({ detail }) => detail));
  };
  expect(plansOf({ id: 'a', role: 'admin' }, { search: 'ann lee' })).toEqual([
    ['SCAN name_index VIRTUAL TABLE INDEX 0:M1', 'SEARCH c USING INTEGER PRIMARY KEY (rowid=?)'],
  ]);
  expect(plansOf({ id: 't', role: 'texter' }, { search: 'ann' })).toEqual([
    ['SEARCH c USING COVERING INDEX conversation_texter_campaign (texter_id=?)'],
  ]);
  expect(plansOf({ id: 't', role: 'texter' }, { search: 'anna', campaignId: 'k' })).toEqual([
    ['SEARCH c USING COVERING INDEX conversation_texter_campaign (texter_id=? AND campaign_id=?)'],
  ]);
});

test('what was found is fetched by its numbers, whatever figures SQLite has of the store', () => {
  const { core } = testCore();
  const known = { subject: null, facts: null, rows: [1, 2], mark: null };
  const filter = { search: 'ann', texterId: 't', campaignId: 'k', state: 'waiting', tagId: 'g' } as const;
  writer(core).exec('ANALYZE');
  for (const viewer of [
    { id: 'a', role: 'admin' },
    { id: 't', role: 'texter' },
  ] as const)
    for (const { sql, values } of listStatements(viewer, { ...filter, limit: 10 }, known)) {
      const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
        ({ detail }) => detail,
      );
      expect(plan.slice(0, 2)).toEqual(['CO-ROUTINE p', 'SEARCH c USING INTEGER PRIMARY KEY (rowid=?)']);
    }
});

test('more finds than are sorted at once come in the order of the list, page after page', () => {
  const { core } = testCore();
  const campaignId = campaign(core);
  const texterId = account(core, { role: 'texter' });
  const db = writer(core);
  const insert =
    db.prepare(`INSERT INTO conversation (id, campaign_id, subject, number, first_name, state, texter_id, sort_at, created_at, rev)
    VALUES (?, ?, ?, '+12025550100', 'Annabel', 'waiting', ?, ?, 1, '')`);
  for (let at = 0; at < 4100; at += 1)
    insert.run(`c${String(at).padStart(5, '0')}`, campaignId, `s${at}`, texterId, NOON - ((at * 7) % 4100));
  const wanted = all<{ id: string }>(db, 'SELECT id FROM conversation ORDER BY sort_at DESC, id DESC').map(
    ({ id }) => id,
  );
  for (const viewer of [
    { id: 'a', role: 'admin' },
    { id: texterId, role: 'texter' },
  ] as const) {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = listConversations(db, viewer, { search: 'nabel', limit: 1000, cursor }, core.subject);
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(wanted);
  }
});

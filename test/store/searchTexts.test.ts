import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Viewer } from '../../main/core/access/visible.ts';
import { matchOf, searchStatement, searchTexts } from '../../main/core/messenger/searchTexts.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { testCore, writer } from '../helpers/core.ts';
import { account, campaign, conversation, fictionNumber, message } from '../helpers/seed.ts';

const Word = fc.constantFrom(
  'Street',
  'strait',
  'Café',
  'cafes',
  'naïve',
  'MÜLLER',
  'mu',
  'a',
  '20',
  '2026',
  'Ελλάδα',
  'привет',
  'niño',
  'stop',
  'reader',
  'body',
);
const Text = fc
  .array(
    fc.tuple(
      Word,
      fc.constantFrom(
        ' ',
        ', ',
        '! ',
        '\n',
        ' - ',
        '/',
        ' 🙂 ',
        ' “',
        '" ',
        '\u2069\u2067',
        '🤬',
        '👍🏽',
        '\u061c',
        '₿',
      ),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.map(([word, gap]) => word + gap).join(''));

type Move = { readonly talk: number; readonly to: number; readonly automatic: boolean };

/** Compares as a person does, without accents and capitals. */
const folded = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
/** One or two letters are a whole word. */
const has = (text: string, beginning: string) =>
  wordsOf(text).some((word) =>
    [...beginning].length < 3
      ? folded(word) === folded(beginning)
      : folded(word).startsWith(folded(beginning)),
  );

test('every text is found by any of its words and their beginnings, by whoever may read it and nobody else', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          talk: fc.nat(3),
          body: Text,
          late: fc.boolean(),
          kind: fc.constantFrom('inbound', 'reply', 'confirmation'),
        }),
        { minLength: 1, maxLength: 10 },
      ),
      fc.array(fc.record({ talk: fc.nat(3), to: fc.nat(1), automatic: fc.boolean() }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      (texts, moves: readonly Move[], limit) => {
        const { core } = testCore();
        const texters = [0, 1].map(() => account(core, { role: 'texter' }));
        const campaignId = campaign(core);
        const talks = [0, 1, 2, 3].map((index) => ({
          id: conversation(core, {
            campaignId,
            number: fictionNumber('US', index),
            texterId: texters[index % 2] ?? null,
          }),
          number: fictionNumber('US', index),
          texter: index % 2,
          automatic: false,
        }));
        const write = (late: boolean) =>
          texts
            .filter((text) => text.late === late)
            .map(({ talk, body, kind }) => {
              const at = talks[talk];
              if (!at) throw new Error('no such talk');
              const id = message(core, {
                conversationId: at.id,
                number: at.number,
                body,
                kind: kind as 'inbound',
                direction: kind === 'inbound' ? 'in' : 'out',
              });
              return { id, at, body, kind };
            });
        const early = write(false);
        for (const { talk, to, automatic } of moves) {
          const at = talks[talk];
          if (!at) continue;
          at.texter = to;
          at.automatic = automatic;
          run(
            writer(core),
            'UPDATE conversation SET texter_id = ?, opt_state = ? WHERE id = ?',
            texters[to],
            automatic ? 'automatic' : 'none',
            at.id,
          );
        }
        const made = [...early, ...write(true)];
        const viewers: { viewer: Viewer; sees: (text: (typeof made)[number]) => boolean }[] = [
          { viewer: { id: 'x', role: 'admin' }, sees: () => true },
          ...[0, 1].map((index) => ({
            viewer: { id: texters[index] ?? '', role: 'texter' } as const,
            sees: ({ at, kind }: (typeof made)[number]) =>
              at.texter === index && !at.automatic && kind !== 'confirmation',
          })),
        ];
        const asked = new Set(
          made.flatMap(({ body }) =>
            wordsOf(body).flatMap((word) => [
              word,
              word.slice(0, 1),
              word.slice(0, 2),
              word.slice(0, -1) || word,
            ]),
          ),
        );
        for (const { viewer, sees } of viewers) {
          for (const words of asked) {
            const found: string[] = [];
            let cursor: string | undefined;
            for (let page = 0; page <= made.length; page += 1) {
              const answer = searchTexts(core.db, viewer, { words, limit, cursor });
              expect(answer.items.length).toBeLessThanOrEqual(limit);
              found.push(...answer.items.map((item) => item.messageId));
              for (const item of answer.items) {
                const marked = item.parts.filter((part) => part.marked);
                expect(marked.length).toBeGreaterThan(0);
                for (const part of marked) expect(has(part.text, words)).toBe(true);
              }
              if (answer.nextCursor === null) break;
              cursor = answer.nextCursor;
            }
            const fits = made.filter((text) => sees(text) && has(text.body, words)).map((text) => text.id);
            expect(found.toSorted(), `${viewer.role} ${words}`).toEqual(fits.toSorted());
          }
        }
        run(writer(core), "INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)");
        core.close();
      },
    ),
    { numRuns: 60 },
  );
});

/**
 * Characters that separate words by today's Unicode and that somebody may send: spaces, punctuation,
 * direction marks, emoji.
 */
const SIGNS = [
  ...'\u00a0\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2067\u2068\u2069\ufeff…—¿₺₿⏸⸺🏻🏿🖤🙄🤬🥰🦄🧡🪧🫠🫶',
];

test.each(SIGNS.map((sign) => [sign.codePointAt(0)?.toString(16) ?? '', sign]))(
  'U+%s beside a word hides it from nobody',
  (_, sign) => {
    const { core } = testCore();
    const conversationId = conversation(core, {
      campaignId: campaign(core),
      number: fictionNumber('US', 1),
      texterId: account(core, { role: 'texter' }),
    });
    const at = { conversationId, number: fictionNumber('US', 1) };
    const ids = [`${sign}stop${sign}it`, `please${sign}Stop`, `${sign}${sign}stopped`].map((body) =>
      message(core, { ...at, body }),
    );
    message(core, { ...at, body: `nothing${sign}of it` });
    const found = (words: string) =>
      searchTexts(core.db, { id: 'x', role: 'admin' }, { words, limit: 9 }).items.map(
        (item) => item.messageId,
      );
    expect(found('stop').toSorted()).toEqual(ids.toSorted());
    expect(found(`${sign}stop${sign}`).toSorted()).toEqual(ids.toSorted());
    expect(found('"stop it"')).toEqual([ids[0]]);
    core.close();
  },
);

test('whatever is typed, the index takes it as words', () => {
  const { core } = testCore();
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('admin', 'texter'),
      (words, role) => {
        expect(searchTexts(core.db, { id: 'x', role }, { words, limit: 5 })).toEqual({
          items: [],
          nextCursor: null,
        });
      },
    ),
    { numRuns: 500 },
  );
  expect(matchOf(' !?* ')).toBeNull();
});

test.each(['admin', 'texter'] as const)(
  '%s: the index leads, in the order of the page; nothing is scanned or sorted',
  (role) => {
    const { core } = testCore();
    const { sql, values } = searchStatement({ id: 't-1', role }, matchOf('hello wor') ?? '', 1000, 30);
    const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
      (row) => row.detail,
    );
    expect(plan[0]).toMatch(/^SCAN text_index VIRTUAL TABLE INDEX/);
    expect(
      plan.slice(1).every((line) => !line.startsWith('SCAN') && !line.includes('TEMP B-TREE')),
      plan.join('\n'),
    ).toBe(true);
    // A texter's search meets the texts of that texter alone, and does not skip those of others.
    expect(String(values[0]).includes('reader : r742d31 ')).toBe(role === 'texter');
  },
);

test('reminders that are due are found by their index', () => {
  const { core } = testCore();
  const plan = all<{ detail: string }>(
    core.db,
    'EXPLAIN QUERY PLAN SELECT conversation_id AS id FROM reminder WHERE back_at IS NULL AND due_at <= 1 ORDER BY due_at LIMIT 500',
  ).map((row) => row.detail);
  expect(plan.join()).toContain('reminder_due');
  expect(plan.join()).not.toContain('TEMP B-TREE');
});

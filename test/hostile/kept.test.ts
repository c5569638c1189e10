import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../../main/core/ledger/verify.ts';
import { refusedCsv } from '../../main/core/lists/refusedCsv.ts';
import { checkEvidenceFile } from '../../main/core/optOuts/evidence/evidenceFile.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { chartCsv } from '../../renderer/views/dashboard/csv.ts';
import { csvCell, csvText } from '../../shared/text/csvCell.ts';
import { isolated } from '../../shared/text/isolate.ts';
import { catalogue, type TextKey, t } from '../../shared/text/say.ts';
import { keep, said, written } from '../../shared/text/stored.ts';
import { merge } from '../../shared/text/template.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { asStored, HOSTILE } from '../helpers/hostile.ts';
import { messenger } from '../helpers/messenger.ts';
import { unsayable } from '../helpers/sentences.ts';

/**
 * Texts from contacts are data: received, kept, listed, searched, exported and filled in, they stay the
 * text that was sent.
 */

const d = messenger('GB', { contacts: HOSTILE.length, autoOptOut: true });
const api = testApi({ made: d.made });
const admin = api.as(d.adminId);
const texter = api.as(d.texterId);
const conversationOf = (index: number) => d.conversations[0]?.[index] ?? '';
const numberOf = (index: number) => d.numbers[index] ?? '';
const NAMED = HOSTILE.map(({ name, text }, index) => [name, text, index] as const);
const short = (text: string, most = 200) => [...asStored(text)].slice(0, most).join('');

beforeAll(async () => {
  for (const [, text, index] of NAMED) {
    run(
      writer(d.core),
      'UPDATE conversation SET first_name = ?, last_name = ? WHERE id = ?',
      short(text, 60),
      short(text, 60),
      conversationOf(index),
    );
    d.send(conversationOf(index), 'initial', 'Hello, will you come on Saturday?');
  }
  await d.dispatch();
  d.clock.advance(60_000);
  for (const [, text, index] of NAMED) d.says(numberOf(index), text);
});
afterAll(() => d.close());

test('no hostile text opts anybody out by itself, and the ledger stands', () => {
  expect(all(d.core.db, 'SELECT matched FROM opt_out')).toEqual([]);
  expect(verify(d.core.db).problems).toEqual([]);
  expect(unsayable(d.core.db)).toEqual([]);
});

describe('kept and shown to the core’s callers', () => {
  test.each(NAMED)('%s', async (_, text, index) => {
    const id = conversationOf(index);
    const thread = await texter.conversation.get({ id });
    expect(thread.messages.filter((each) => each.direction === 'in').map((each) => each.body)).toEqual([
      asStored(text),
    ]);
    expect(thread.contact.firstName).toBe(short(text, 60));
    const found = await admin.evidence.get({ of: numberOf(index) });
    expect(found.evidence.texts.at(-1)?.body).toBe(asStored(text));
    expect(found.problems).toEqual([]);
  });
});

describe('what people write never becomes a sentence of Heed', () => {
  test.each(NAMED)('%s: as a reason, a question, an answer, a note, a tag', async (_, text, index) => {
    const words = short(text, 200).trim();
    if (words.length < 2) return expect(text.trim().length).toBeLessThan(words.length + 2);
    const id = conversationOf(index);
    const number = numberOf(index);
    await texter.review.ask({ id, note: words });
    const [asked] = (await admin.review.enquiries({})).filter((each) => each.conversationId === id);
    expect(asked?.note).toBe(words);
    const actions = await admin.action.list({ conversationId: id });
    expect(actions.find((each) => each.kind === 'escalated')?.detail).toBe(words);
    await admin.review.answerEnquiry({ id: asked?.id ?? '', answer: words });
    const note = await texter.messenger.note.add({ conversationId: id, body: words });
    expect(note.body).toBe(words);
    await admin.person.optOut({ number, reason: words });
    await admin.person.optIn({ number, reason: words });
    await admin.person.optOut({ number, reason: words });
    const why = await admin.person.why({ number });
    expect(new Set(why.optOuts.map(({ reason }) => reason))).toEqual(new Set([words]));
    expect(why.reversals.map(({ reason }) => reason)).toEqual([words]);
    const { events } = await admin.conversation.get({ id });
    expect(events.filter((event) => event.text.includes(words)).length).toBeGreaterThanOrEqual(2);
  });

  test('said() returns exactly what was written, alone and within a sentence', () => {
    for (const { text } of HOSTILE) {
      expect(said(written(text))).toBe(text);
      expect(said(keep('timeline:line.cause', { cause: written('A'), reason: written(text) }))).toBe(
        `A: ${isolated(text)}`,
      );
    }
  });
});

describe('exported', () => {
  const cells = (csv: string): string[][] =>
    parse(csv, { bom: true, relax_column_count: false, record_delimiter: '\r\n' });
  const RUNS = /^[\s\p{Cf}\p{Cc}]*[=+\-@|%＝＋－＠]/u;

  test.each(NAMED)('%s: one cell, no formula, and back again', (_, text) => {
    const [row] = cells(`${csvCell('a')},${csvCell(asStored(text))},${csvCell('z')}\r\n`);
    expect(row).toHaveLength(3);
    expect(row?.[1]).not.toMatch(RUNS);
    expect(csvText(row?.[1] ?? '')).toBe(asStored(text));
    // In some countries spreadsheets take another character for the one between cells.
    for (const delimiter of [';', '\t', '|']) {
      const read: string[][] = parse(csvCell(text), {
        delimiter,
        relax_quotes: true,
        relax_column_count: true,
      });
      for (const cell of read.flat()) expect(cell).not.toMatch(RUNS);
    }
  });

  test('the list of opt-outs, the refused rows and the charts', async () => {
    const { csv } = await admin.optOut.export({ filter: {} });
    const [header = [], ...rows] = cells(csv);
    const reasons = rows.map((row) => csvText(row[header.indexOf('reason')] ?? ''));
    for (const { text } of HOSTILE) {
      const words = short(text, 200).trim();
      if (words.length >= 2) expect(reasons).toContain(words);
    }
    for (const row of rows) for (const cell of row) if (!/^\+\d+$/.test(cell)) expect(cell).not.toMatch(RUNS);
    const refused = refusedCsv(HOSTILE.map(({ text }, line) => ({ line, value: text, why: 'invalid' })));
    expect(cells(refused).map((row) => csvText(row[1] ?? ''))).toEqual([
      'Phone',
      ...HOSTILE.map(({ text }) => asStored(text)),
    ]);
    const bars = HOSTILE.map(({ text }, index) => ({ key: String(index), label: text, count: 1, of: 2 }));
    const board = { from: 0, to: 1, zone: 'UTC' };
    const charts = cells(chartCsv('by-campaign', board, 'contacts', bars as never));
    expect(charts.slice(1).map((row) => csvText(row[5] ?? ''))).toEqual(
      HOSTILE.map(({ text }) => asStored(text)),
    );
  });

  test('the evidence file says the very words, and proves them', async () => {
    for (const [, text, index] of NAMED) {
      const file = JSON.stringify(await admin.evidence.export({ of: numberOf(index) }));
      expect(checkEvidenceFile(file).problems).toEqual([]);
      expect(JSON.parse(file).evidence.texts.map((each: { body: string }) => each.body)).toContain(
        asStored(text),
      );
    }
  });
});

describe('searched', () => {
  test.each(NAMED)(
    '%s: in texts, names and opt-outs, without an error and as it was written',
    async (_, text, index) => {
      const words = short(text, 100);
      const phrase = words.replaceAll('"', ' ').replaceAll('\0', ' ');
      for (const typed of [words, `"${phrase}"`, `${words}"`, `${words}*`, `(${words}`]) {
        await admin.messenger.search({ words: typed.slice(0, 200) });
        await texter.messenger.search({ words: typed.slice(0, 200) });
        await admin.conversation.list({ search: typed.slice(0, 120) });
        await admin.optOut.list({ search: typed.slice(0, 120) });
      }
      // SQLite counts isolates as letters of a word, so a person finds it who copies the word as it was
      // written.
      const first = /[\u2066-\u2069]*[\p{L}\p{N}]{2,}/u.exec(phrase)?.[0];
      if (first !== undefined) {
        const found = await admin.messenger.search({ words: first, limit: 100 });
        const mine = found.items.filter((each) => each.conversationId === conversationOf(index));
        expect(mine.length).toBeGreaterThan(0);
        expect(mine[0]?.parts.some((part) => part.marked)).toBe(true);
      }
      // SQLite stops comparing a name at a NUL, so it is found by what stands before.
      const name = short(text, 60).split('\0')[0] ?? '';
      const listed = await admin.conversation.list({ search: name, limit: 100 });
      if (name.trim() !== '') expect(listed.items.map(({ id }) => id)).toContain(conversationOf(index));
      const reason = short(text, 60).split('\0')[0]?.trim() ?? '';
      const recorded = await admin.optOut.list({ search: reason, limit: 100 });
      if (reason.length >= 2) expect(recorded.items.map(({ number }) => number)).toContain(numberOf(index));
    },
  );
});

describe('filled in', () => {
  test.each(NAMED)('%s: a value stands in a script as it is', (_, text) => {
    const value = text.trim();
    const { text: filled } = merge('A {firstName} B {lastName} C', { firstName: text, lastName: text });
    expect(filled).toBe(`A ${value} B ${value} C`);
  });

  test('in every sentence of the catalogue that takes a value, it is that value', () => {
    const sentences: TextKey[] = [
      'causes:manual.lineBy',
      'timeline:enquiry.bySaid',
      'timeline:line.cause',
      'timeline:optIn.by',
      'timeline:thread.sentence',
    ];
    for (const key of sentences) {
      const raw = String(catalogue.getResource('en', key.split(':')[0] ?? '', key.split(':')[1] ?? ''));
      const names = [...raw.matchAll(/\{\{\s*-?\s*(\w+)[^}]*\}\}/g)].map(([, name = '']) => name);
      expect(names.length, key).toBeGreaterThan(0);
      for (const { text } of HOSTILE) {
        const shown = t(key, Object.fromEntries(names.map((name) => [name, text])));
        const expected = raw.replace(/\{\{[^}]*\}\}/g, () => isolated(text));
        expect(shown, key).toBe(expected);
      }
    }
  });
});

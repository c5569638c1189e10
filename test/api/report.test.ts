import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { extractText } from 'unpdf';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { inLanguage } from '../../main/core/base/language.ts';
import { readCompliance } from '../../main/core/reports/compliance.ts';
import { fileNameOf, pageOf } from '../../main/core/reports/page.ts';
import { pdfOf } from '../../main/core/reports/pdf.ts';
import { lastWhole } from '../../main/core/reports/periods.ts';
import { createReports } from '../../main/core/reports/service.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { reportAbout, reportMade, reportSections } from '../../shared/reports/sections.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { fileCore } from '../helpers/fileCore.ts';
import { DAY, reviewWorld } from '../helpers/reviewWorld.ts';
import { message } from '../helpers/seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opt-outs of every kind, texts that crossed a request, prevented texts, open actions, verdicts. */
async function filled() {
  const world = reviewWorld();
  const { core, clock, contact, leave, asksToStop, supervisor, texter } = world;
  const sent = (of: ReturnType<typeof contact>, at: number, kind: 'initial' | 'reply' = 'reply') => {
    const id = message(core, {
      conversationId: of.id,
      number: of.number,
      direction: 'out',
      kind,
      body: 'Hi',
      state: 'delivered',
      authorId: texter.id,
    });
    run(writer(core), 'UPDATE message SET at = ?, claimed_at = ? WHERE id = ?', at, at, id);
    // The figures change with what happens.
    run(writer(core), "UPDATE message SET state = 'sent' WHERE id = ?", id);
  };
  const crossed = contact();
  sent(crossed, clock.now() - 5_000, 'initial');
  const optOutId = leave(crossed);
  // The contact wrote it a second before the block, and Heed got it half a second before.
  sent(crossed, clock.now() - 800);
  const missed = contact();
  sent(missed, clock.now() - 5_000, 'initial');
  leave(missed);
  sent(missed, clock.now() + 10);
  const tired = contact('I hate this');
  sent(tired, clock.now() - 5_000, 'initial');
  sent(tired, clock.now() - 700);
  leave(tired, { cause: 'manual', rule: 'by-hand', actorId: texter.id });
  asksToStop(contact('no more of this'));
  await supervisor.client.review.judge({ id: optOutId, verdict: 'upheld' });
  run(
    writer(core),
    `INSERT INTO prevented (id, conversation_id, subject, rule, place, body, at) VALUES ('p', ?, ?, 'opted-out', 'enqueue', 'Secret words', ?)`,
    missed.id,
    missed.subject,
    clock.now(),
  );
  clock.advance(1_000);
  return { ...world, optOutId };
}

test('causes, times, both kinds of late texts, prevented texts and open actions; the same as on the dashboard', async () => {
  const { supervisor, texter, clock } = await filled();
  const report = await supervisor.client.report.compliance({ zone: 'UTC' });
  const counted = report.optOuts.causes.filter(({ count }) => count > 0);
  expect(counted.map(({ cause, count }) => [cause, count])).toEqual([
    ['auto-keyword', 2],
    ['manual', 1],
  ]);
  expect(report.optOuts).toMatchObject({
    made: 3,
    reversed: 0,
    enforcement: { known: 3, medianMs: 500, p95Ms: 500, maxMs: 500 },
    sinceSaid: { known: 3, medianMs: 1_000, p95Ms: 1_000, maxMs: 1_000 },
    withinFiveMinutes: 3,
  });
  // Such a request is only known once a texter has read it as one and opted the contact out.
  expect(report.afterRequest).toEqual({ leftBefore: 2, misses: 1 });
  expect(report.prevented).toEqual({ texts: 1, rules: [{ rule: 'opted-out', count: 1 }] });
  expect(report.requests).toEqual({ opened: 1, decided: 0 });
  expect(report.verdicts.filter(({ count }) => count > 0)).toEqual([{ verdict: 'upheld', count: 1 }]);
  const board = await supervisor.client.dashboard.read({ period: '30-days', zone: 'UTC' });
  const same = await supervisor.client.report.compliance({ from: board.from, to: board.to, zone: 'UTC' });
  expect(same.contacts).toEqual({
    texted: board.texted.count,
    optedOut: board.optedOut.count,
    optOutsMade: board.optOutsMade.count,
  });
  expect(board.texted.count).toBe(3);
  expect([
    same.optOuts.sinceSaid.known,
    same.optOuts.sinceSaid.medianMs,
    same.optOuts.sinceSaid.p95Ms,
  ]).toEqual([board.enforcement.known.count, board.enforcement.medianMs, board.enforcement.p95Ms]);
  expect(same.open.actions).toBe(board.actions.reduce((sum, { count }) => sum + count, 0));
  // Neither another period nor another campaign counts any of it.
  const before = await supervisor.client.report.compliance({ to: clock.now() - 2 * DAY });
  expect([before.optOuts.made, before.contacts.texted, before.prevented.texts]).toEqual([0, 0, 0]);
  const elsewhere = await supervisor.client.report.compliance({ campaignId: 'none' });
  expect([elsewhere.optOuts.made, elsewhere.prevented.texts, elsewhere.open.actions]).toEqual([0, 0, 0]);
  expect((await refusal(supervisor.client.report.compliance({ from: 5, to: 5 }))).code).toBe('INVALID');
  expect((await refusal(supervisor.client.report.page({ to: 1e15 }))).code).toBe('INVALID');
  expect((await refusal(texter.client.report.compliance({}))).code).toBe('FORBIDDEN');
});

test('the page stands for itself, in the caller’s language, and says nothing of anybody', async () => {
  const { supervisor, core } = await filled();
  const { html, fileName } = await supervisor.client.report.page({ zone: 'UTC' });
  expect(fileName).toMatch(/^heed-compliance-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.html$/);
  expect(html).toContain('Misses: left after the request was known');
  expect(html).not.toMatch(/<script|src=|https?:|url\(/);
  const told = all<{ first_name: string; number: string }>(
    core.db,
    'SELECT first_name, number FROM conversation',
  );
  for (const { first_name, number } of told) {
    expect(html).not.toContain(first_name);
    expect(html.replaceAll(/\D/g, '')).not.toContain(number.slice(-7));
  }
  expect(html).not.toContain('Secret words');
});

/** The words of a PDF, page after page, in reading order and with single spaces. */
async function wordsIn(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
}

test.each(['en', 'es'] as const)('the PDF says what the page says, in %s', async (language) => {
  const { supervisor, core, clock } = await filled();
  const of = { span: { from: 0, to: clock.now() + 1 }, campaignId: null, zone: 'America/New_York' };
  const organisation = 'Ñandú Łódź Αθήνα Київ';
  const report = { ...readCompliance(core.db, of, clock.now()), organisation };
  const { pdf, sections, about } = await inLanguage(language, async () => {
    const said = { sections: reportSections(report), about: [reportAbout(report), reportMade(report)] };
    return { ...said, pdf: await pdfOf(report) };
  });
  const words = await wordsIn(pdf);
  const rows = sections.flatMap(({ title, lead, rows: lines }) => [
    title,
    lead,
    ...lines.flatMap(({ label, value }) => [label, value]),
  ]);
  // Each in its place, one behind the other.
  let at = 0;
  for (const each of [organisation, ...about, ...rows]) {
    const found = words.indexOf(each.replaceAll(/\s+/g, ' '), at);
    expect(found, each).toBeGreaterThanOrEqual(0);
    at = found;
  }
  const raw = pdf.toString('latin1');
  const { totalPages } = await extractText(new Uint8Array(pdf));
  expect(words).toContain(language === 'en' ? `Page 1 of ${totalPages}` : `Página 1 de ${totalPages}`);
  expect(raw).toMatch(/\/MarkInfo/);
  expect(raw).toContain(`/Lang (${language})`);
  expect(raw).toMatch(/\/S \/TH/);
  // Over the network it is the same file, for whom the page is for.
  const { fileName, base64 } = await supervisor.client.report.pdf({ zone: 'America/New_York' });
  expect(fileName).toMatch(/^heed-compliance-.*\.pdf$/);
  expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
});

test('a long report goes on over pages, with a number on each', async () => {
  const { core } = reviewWorld();
  const report = readCompliance(core.db, { span: { from: 0, to: 1 }, campaignId: null, zone: 'UTC' }, 1);
  const kinds = Array.from({ length: 90 }, () => ({ kind: 'likely-opt-out' as const, count: 1, overdue: 0 }));
  const pdf = await pdfOf({ ...report, open: { ...report.open, kinds } });
  const { totalPages, text } = await extractText(new Uint8Array(pdf));
  expect(totalPages).toBeGreaterThan(3);
  text.forEach((page, index) => {
    expect(page).toContain(`Page ${index + 1} of ${totalPages}`);
  });
});

test('its statements walk indexes, however many texts there are', () => {
  const { core } = reviewWorld();
  const texts = new Set<string>();
  const { prepare } = Database.prototype;
  onTestFinished(() => {
    Database.prototype.prepare = prepare;
  });
  Database.prototype.prepare = function (this: Database.Database, text: string) {
    texts.add(text);
    return prepare.call(this, text);
  } as typeof prepare;
  readCompliance(core.db, { span: { from: 0, to: 1 }, campaignId: null, zone: 'UTC' }, 1);
  Database.prototype.prepare = prepare;
  const plans = [...texts].flatMap((text) =>
    all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${text.replaceAll('?', '1')}`).map(
      ({ detail }) => detail,
    ),
  );
  expect(plans.length).toBeGreaterThan(8);
  const short = /^SCAN (CONSTANT|verification|setting|a USING INDEX action_kind_due)/;
  expect(plans.filter((detail) => detail.startsWith('SCAN') && !short.test(detail))).toEqual([]);
});

test('whole weeks and months, across a change of clocks', () => {
  const at = Date.UTC(2026, 3, 1, 12);
  const days = (every: 'week' | 'month', zone: string) => {
    const span = lastWhole(every, at, zone);
    return span && fileNameOf({ ...span, zone }, 'html');
  };
  expect(days('week', 'America/New_York')).toBe('heed-compliance-2026-03-23-to-2026-03-29.html');
  expect(days('month', 'America/New_York')).toBe('heed-compliance-2026-03-01-to-2026-03-31.html');
  expect(days('month', 'Pacific/Kiritimati')).toBe('heed-compliance-2026-03-01-to-2026-03-31.html');
  expect(lastWhole('never', at)).toBeNull();
});

test('a supervisor sees whether reports are written, and no folder of this computer', async () => {
  const { admin, supervisor } = reviewWorld();
  await admin.client.report.setSchedule({ every: 'week', folder });
  expect(await admin.client.report.schedule({})).toMatchObject({ every: 'week', folder, place: folder });
  const seen = await supervisor.client.report.schedule({});
  expect(seen).toMatchObject({ every: 'week', folder: null, place: null });
  expect(JSON.stringify(seen)).not.toContain(folder);
});

test('written by itself once a period into the chosen folder; what goes wrong is said, and tried again', async () => {
  const made = fileCore();
  const { core, clock } = made;
  const reports = createReports(core);
  expect(reports.schedule()).toMatchObject({ every: 'never', folder: null, trouble: '' });
  await reports.turn();
  expect(reports.schedule().written).toEqual([]);
  await reports.setSchedule({ every: 'month', folder }, 'maya');
  const [pdf = '', page = ''] = reports.schedule().written;
  expect(readdirSync(folder).sort()).toEqual([page, pdf].sort());
  expect(readFileSync(join(folder, page), 'utf8')).toContain('Compliance report');
  expect(await wordsIn(readFileSync(join(folder, pdf)))).toContain('Compliance report');
  await reports.turn();
  expect(one(core.db, "SELECT count(*) AS n FROM ledger WHERE kind = 'report-written'")).toEqual({ n: 1 });
  rmSync(folder, { recursive: true });
  clock.advance(32 * DAY);
  run(
    writer(core),
    "UPDATE setting SET value = json_set(value, '$.folder', ?) WHERE key = 'report-schedule'",
    join(folder, '\0'),
  );
  await reports.turn();
  expect(reports.schedule().trouble).toMatch(/could not be written/);
  run(
    writer(core),
    "UPDATE setting SET value = json_set(value, '$.folder', ?) WHERE key = 'report-schedule'",
    folder,
  );
  await reports.turn();
  expect(reports.schedule()).toMatchObject({ trouble: '' });
  expect(readdirSync(folder)).toHaveLength(2);
  made.remove();
});

test('the page is a whole one also for an organisation of an odd name', () => {
  const { core } = reviewWorld();
  run(writer(core), `INSERT INTO setting (key, value, rev) VALUES ('organisation', '"<b>&Co"', 'r')`);
  const report = readCompliance(core.db, { span: { from: 0, to: 1 }, campaignId: null, zone: 'UTC' }, 1);
  expect(pageOf({ ...report, organisation: '<b>&Co' })).toContain('&lt;b&gt;&amp;Co');
  expect(pageOf(report)).toContain('>0 of 0 (–)<');
});

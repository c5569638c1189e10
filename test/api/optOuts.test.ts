import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { optOutStatements } from '../../main/core/optOuts/queries.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import type { OptOutFilter } from '../../shared/contract/optOuts.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { add, kinds, world } from './optOutWorld.ts';

describe('list', () => {
  test('tells of every opt-out and reversal what there is to tell, latest first', async () => {
    const w = world();
    const { items, nextCursor } = await w.supervisor.client.optOut.list({});
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      {
        kind: 'reversal',
        state: 'opted-in',
        number: '+447700900102',
        name: 'Owen Lee',
        by: 'Maya Admin',
        reason: 'He asked to come back',
        optedOut: false,
      },
      {
        kind: 'opt-out',
        state: 'in-force',
        number: '+12025550103',
        name: '',
        by: 'Maya Admin',
        campaignName: null,
        optedOut: true,
      },
      {
        kind: 'opt-out',
        state: 'reversed',
        name: 'Owen Lee',
        by: 'Ana Texter',
        campaignName: 'Tenants UK',
        profile: 'provider-2',
        senderNumber: '+447700900990',
      },
      {
        id: w.ids.rosa,
        state: 'in-force',
        name: 'Rosa Lee',
        cause: 'auto-keyword',
        automatic: true,
        matched: 'STOP',
        text: 'Rosa says: take me off',
        campaignName: 'Rent cap',
        profile: 'provider-1',
        provider: 'simulator',
        senderNumber: '+12165550190',
        by: null,
        review: 'open',
        at: NOON,
      },
    ]);
  });

  test.each([
    [{ search: '(202) 555-0101' }, ['Rosa Lee in-force']],
    [{ search: '07700 900102' }, ['Owen Lee opted-in', 'Owen Lee reversed']],
    [{ search: '555 010' }, ['nobody in-force', 'Rosa Lee in-force']],
    [{ search: 'rosa lee' }, ['Rosa Lee in-force']],
    [{ search: 'take me off' }, ['Owen Lee opted-in', 'Owen Lee reversed', 'Rosa Lee in-force']],
    [{ search: 'come back' }, ['Owen Lee opted-in']],
    [{ search: '100%' }, []],
    [{ cause: 'auto-keyword' }, ['Rosa Lee in-force']],
    [{ state: 'in-force' }, ['nobody in-force', 'Rosa Lee in-force']],
    [{ state: 'reversed' }, ['Owen Lee reversed']],
    [{ state: 'opted-in' }, ['Owen Lee opted-in']],
    [{ state: 'undone' }, []],
    [{ profile: 'provider-2' }, ['Owen Lee opted-in', 'Owen Lee reversed']],
    [{ profile: 'provider-1' }, ['Rosa Lee in-force']],
    [{ from: NOON + 60_000, to: NOON + 120_000 }, ['Owen Lee reversed']],
    [{ review: 'open' }, ['Rosa Lee in-force']],
    [{ review: 'mistaken' }, []],
  ] satisfies [OptOutFilter, string[]][])('%j', async (filter, expected) => {
    expect(await kinds(world(), filter)).toEqual(expected);
  });

  test('filters by campaign and by texter', async () => {
    const w = world();
    expect(await kinds(w, { campaignId: w.us })).toEqual(['Rosa Lee in-force']);
    expect(await kinds(w, { campaignId: w.gb, state: 'reversed' })).toEqual(['Owen Lee reversed']);
    expect(await kinds(w, { texterId: w.texter.id })).toEqual([
      'Owen Lee opted-in',
      'Owen Lee reversed',
      'Rosa Lee in-force',
    ]);
    expect(await kinds(w, { texterId: w.admin.id })).toEqual(['Owen Lee opted-in', 'nobody in-force']);
  });

  test('pages through both tables without loss or repetition', async () => {
    const w = world();
    for (let i = 0; i < 30; i += 1) {
      const number = seed.fictionNumber('GB', 200 + i);
      const id = add(w.core, number);
      if (i % 3 === 0) {
        w.core.write((tx) =>
          reverseOptOuts(w.core, tx, {
            subject: w.core.subject(number),
            optOutIds: [id],
            actorId: w.admin.id,
            reason: written('Back'),
            undo: true,
          }),
        );
      }
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await w.admin.client.optOut.list({
        limit: 7,
        cursor,
      });
      seen.push(...page.items.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(44);
    expect(new Set(seen).size).toBe(44);
    expect(await refusal(w.admin.client.optOut.list({ cursor: 'nonsense' }))).toMatchObject({
      code: 'INVALID',
    });
  });
});

describe('many at once', () => {
  test('opts in whoever is picked, but not what came after the list was read', async () => {
    const w = world();
    const { items, readAt } = await w.admin.client.optOut.list({});
    w.clock.advance(1000);
    const late = add(w.core, '+12025550103');
    const result = await w.admin.client.optOut.optInMany({
      ids: items.map((row) => row.id),
      reason: 'Asked in person',
      readAt,
    });
    expect(result).toEqual({ optedIn: 1, notOptedOut: 1, stay: 1, blocked: 0 });
    expect(all(w.core.db, 'SELECT id FROM opt_out WHERE reversed = 0')).toEqual([{ id: late }]);
  });

  test('opts out again whoever is back, and cancels what waits for them', async () => {
    const w = world();
    seed.message(w.core, {
      conversationId: w.two.id,
      number: '+447700900102',
      body: 'Hi',
      direction: 'out',
      state: 'queued',
    });
    const { items } = await w.admin.client.optOut.list({});
    expect(
      await w.admin.client.optOut.optOutMany({ ids: items.map((row) => row.id), reason: 'Asked again' }),
    ).toEqual({ optedOut: 1, already: 2, cancelled: 1 });
    expect(one(w.core.db, 'SELECT opt_state FROM conversation WHERE id = ?', w.two.id)).toEqual({
      opt_state: 'manual',
    });
    expect(
      await refusal(w.admin.client.optOut.optOutMany({ ids: ['gone'], reason: 'Asked again' })),
    ).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await refusal(w.admin.client.optOut.optInMany({ ids: ['gone'], reason: ' ' }))).toMatchObject({
      code: 'INVALID',
    });
  });
});

describe('saved views', () => {
  test('are one’s own; the same name is replaced', async () => {
    const w = world();
    const { client } = w.supervisor;
    const first = await client.savedView.save({
      list: 'opt-outs',
      name: 'Keywords',
      filter: { cause: 'auto-keyword' },
    });
    const again = await client.savedView.save({
      list: 'opt-outs',
      name: 'keywords',
      filter: { cause: 'manual' },
    });
    expect(again.id).toBe(first.id);
    expect(await client.savedView.list({ list: 'opt-outs' })).toMatchObject([
      { id: first.id, name: 'keywords', filter: { cause: 'manual' }, shared: false, mayRemove: true },
    ]);
    expect(await w.admin.client.savedView.list({ list: 'opt-outs' })).toEqual([]);
    expect(await refusal(w.admin.client.savedView.remove({ id: first.id }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    await client.savedView.remove({ id: first.id });
    expect(await client.savedView.list({ list: 'opt-outs' })).toEqual([]);
  });
});

describe('export', () => {
  test('has stable columns, times with their zone, and no formula', async () => {
    const w = world();
    const { csv, rows, nextCursor, fileName } = await w.admin.client.optOut.export({ filter: {} });
    expect([rows, nextCursor, fileName]).toEqual([4, null, 'opt-outs-2026-03-03.csv']);
    const table: string[][] = parse(csv, { bom: true });
    expect(table[0]?.join()).toBe(
      'id,kind,state,phone,name,opted_out_now,cause,automatic,rule,matched,text,reason,campaign,profile,provider,sender_number,by,import_id,said_at,recorded_at',
    );
    const column = (name: string) => table.slice(1).map((row) => row[table[0]?.indexOf(name) ?? -1]);
    expect(column('phone')).toEqual(['+447700900102', '+12025550103', '+447700900102', '+12025550101']);
    expect(column('reason')[1]).toBe(`'=HYPERLINK("x")`);
    expect(column('recorded_at')[3]).toBe('2026-03-03T18:00:00.000Z');
    expect(
      table
        .slice(1)
        .flat()
        .filter((cell) => /^[=@\t|-]/.test(cell)),
    ).toEqual([]);
    expect(all(w.core.db, "SELECT actor FROM ledger WHERE kind = 'opt-outs-exported'")).toEqual([
      { actor: w.admin.id },
    ]);
  });

  test('its pieces join to exactly what the filter lets through', async () => {
    const w = world();
    const insert = writer(w.core).prepare(
      "INSERT INTO opt_out (id, subject, number, cause, automatic, said_at, received_at, at) VALUES (?, ?, '+12025550199', 'import', 0, 1, 1, ?)",
    );
    for (let i = 0; i < 2300; i += 1) insert.run(`bulk-${i}`, `subject-${i}`, NOON - i);
    let csv = '';
    let cursor: string | undefined;
    do {
      const piece: { csv: string; nextCursor: string | null } = await w.admin.client.optOut.export({
        filter: { cause: 'import' },
        cursor,
      });
      csv += piece.csv;
      cursor = piece.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const table: string[][] = parse(csv, { bom: true });
    expect(table).toHaveLength(2301);
    expect(new Set(table.map(([id]) => id)).size).toBe(2301);
  });
});

test('lists are for admins, and one that is not there is said so', async () => {
  const w = world();
  const { client } = w.admin;
  expect(await refusal(w.supervisor.client.optOut.undoImport({ id: 'x', reason: 'None' }))).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await refusal(client.optOut.dryRun({ uploadId: 'gone', numberColumn: 0 }))).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await refusal(client.optOut.undoImport({ id: 'gone', reason: 'None' }))).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await client.optOut.imports()).toEqual([]);
});

/** Every filter alone, and some together. */
const FILTERS: readonly OptOutFilter[] = [
  {},
  { search: 'ann' },
  { search: '555010' },
  { state: 'in-force' },
  { state: 'reversed' },
  { state: 'opted-in' },
  { cause: 'manual' },
  { from: 1, to: 2 },
  { profile: 'provider-1' },
  { campaignId: 'k' },
  { texterId: 't' },
  { review: 'open' },
  { importId: 'j' },
  { campaignId: 'k', texterId: 't', search: 'ann', from: 1 },
];

test('every page walks an index in list order, sorts nothing, and looks everything else up', () => {
  const { core } = testCore();
  const cursor = Buffer.from(JSON.stringify([NOON, 'x'])).toString('base64url');
  for (const filter of FILTERS) {
    for (const query of [filter, { ...filter, cursor }]) {
      for (const { sql, values } of optOutStatements({ ...query, limit: 100 })) {
        const steps = all<{ parent: number; detail: string }>(
          core.db,
          `EXPLAIN QUERY PLAN ${sql}`,
          ...values,
        );
        const plan = steps.map((row) => row.detail);
        // Rows of one person, which are few, may be sorted deeper in the plan.
        const outer = steps.filter((row) => row.parent === 0).map((row) => row.detail);
        const about = `${JSON.stringify(query)}\n${plan.join('\n')}`;
        expect(
          /^(SCAN|SEARCH) [or] USING (COVERING )?INDEX (opt_out|reversal)_/.test(plan[0] ?? ''),
          about,
        ).toBe(true);
        expect(
          outer.some((line) => line.includes('TEMP B-TREE')),
          about,
        ).toBe(false);
        // The index of names tells those that have the words; the index of subjects holds the names too, and
        // is read from end to end where the words are too short for the other.
        const scans = plan.slice(1).filter((line) => line.startsWith('SCAN'));
        const short = (filter.search ?? '').split(' ').every((word) => word.length < 3);
        expect(
          scans.every((line) =>
            short
              ? line.startsWith('SCAN w USING COVERING INDEX conversation_subject')
              : /^SCAN name_index VIRTUAL TABLE INDEX \d+:M\d/.test(line),
          ),
          about,
        ).toBe(true);
        if (query !== filter && filter.from === undefined)
          expect(plan[0], about).toMatch(/\(at,id\)<\(\?,\?\)|at<\?/);
      }
    }
  }
});

test('a whole number is looked up by its hash, also of somebody who was erased', async () => {
  const w = world();
  run(writer(w.core), 'UPDATE opt_out SET number = NULL WHERE id = ?', w.ids.bare);
  const { items } = await w.admin.client.optOut.list({ search: '202-555-0103' });
  expect(items).toMatchObject([{ id: w.ids.bare, number: null }]);
  const [statement] = optOutStatements(
    { limit: 100, search: '+12025550103' },
    { subject: 'subject', few: null },
  );
  const plan = all<{ detail: string }>(
    w.core.db,
    `EXPLAIN QUERY PLAN ${statement?.sql}`,
    ...(statement?.values ?? []),
  );
  expect(plan[0]?.detail).toContain('opt_out_subject (subject=?)');
});

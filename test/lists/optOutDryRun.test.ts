import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createImports } from '../../main/core/campaigns/imports.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import {
  dropDryRun,
  dryRunEnded,
  dryRunRows,
  dryRunState,
  startDryRun,
} from '../../main/core/optOuts/optOutDryRun.ts';
import { optOutImports } from '../../main/core/optOuts/undoOptOutImport.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import type { Core } from '../../main/core/store/context.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { NO_RESULT } from '../../shared/contract/lists/importOutcomes.ts';
import { written } from '../../shared/text/stored.ts';
import { testCore } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { bytesOf, fixture, mapped } from './csvFiles.ts';

const optedOutBy = (core: Core, number: string, importId: string | null = null) =>
  core.write((tx) =>
    optOut(core, tx, {
      subject: core.subject(number),
      number,
      cause: importId === null ? 'manual' : 'import',
      actorId: null,
      reason: written('Asked on the phone'),
      rule: 'by-hand',
      matched: '',
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId,
      saidAt: tx.now,
      receivedAt: tx.now,
    }),
  ).optOutId;

/** All rows of the store, to show that nothing was written. */
const everything = (core: Core) =>
  all<{ name: string }>(
    core.db,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  ).map(({ name }) => [name, all(core.db, `SELECT * FROM ${name}`)]);

const dryRun = (core: Core, source: Parameters<typeof startDryRun>[1]['source'], column = 0) =>
  dryRunEnded(core, startDryRun(core, { source, column }).id);

describe('dry run', () => {
  it('counts the recorded list as its expectations say, names contacts, and writes nothing', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const adminId = seed.account(core, { role: 'admin' });
    const us = seed.campaign(core, { region: 'US' });
    const gb = seed.campaign(core, { region: 'GB' });
    const contacts = (campaignId: string, file: string, column: number) =>
      imports.ended(
        imports.contacts({ campaignId, source: fixture(file), mapping: mapped(column), accountId: adminId })
          .id,
      );
    await contacts(us, 'contacts-us.csv', 2);
    await contacts(gb, 'contacts-uk.csv', 3);
    const before = everything(core);
    const result = await dryRun(core, fixture('opt-outs.csv'));
    expect(result).toMatchObject({
      state: 'done',
      counts: {
        rows: 377,
        imported: 334,
        alreadyOptedOut: 0,
        duplicate: 41,
        invalid: 2,
        contacts: 217 + 69,
        cancelled: 0,
      },
    });
    expect(everything(core)).toEqual(before);
    expect(dryRunRows(core, result.id, { outcome: 'invalid', offset: 0, limit: 10 })).toMatchObject({
      total: 2,
    });
    const { rows, total } = dryRunRows(core, result.id, { offset: 370, limit: 100 });
    expect([rows.length, total]).toEqual([7, 377]);
  });

  it('predicts exactly what the import then does', async () => {
    const numbers = Array.from({ length: 8 }, (_, index) => seed.fictionNumber('US', index));
    const Entry = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...numbers) },
      { weight: 1, arbitrary: fc.constantFrom('none', '12', '+1 999 555 0100') },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(Entry, { minLength: 1, maxLength: 25 }),
        fc.subarray(numbers),
        fc.array(fc.constantFrom(...numbers), { maxLength: 6 }),
        async (list, optedOut, queued) => {
          const { core } = testCore();
          const campaignId = seed.campaign(core);
          for (const number of numbers) {
            const conversationId = seed.conversation(core, { campaignId, number });
            for (const to of queued.filter((each) => each === number))
              seed.message(core, {
                conversationId,
                number: to,
                body: 'Hi',
                direction: 'out',
                state: 'queued',
              });
          }
          for (const number of optedOut) optedOutBy(core, number);
          const source = bytesOf(`phone\n${list.join('\n')}\n`);
          const reported = await dryRun(core, source);
          const { rows } = dryRunRows(core, reported.id, { offset: 0, limit: 500 });
          const cancelledBefore =
            one<{ n: number }>(core.db, "SELECT count(*) AS n FROM message WHERE state = 'cancelled'")?.n ??
            0;

          const imports = createImports(core);
          const job = await imports.ended(imports.optOuts({ source, column: 0, accountId: null }).id);
          const { counts } = reported;
          const { contacts: _, ...promisedCounts } = counts;
          expect(job.result).toEqual({ ...NO_RESULT, ...promisedCounts });
          expect(counts.rows).toBe(list.length);
          expect(counts.rows).toBe(
            counts.imported + counts.alreadyOptedOut + counts.duplicate + counts.invalid,
          );
          const cancelled =
            one<{ n: number }>(core.db, "SELECT count(*) AS n FROM message WHERE state = 'cancelled'")?.n ??
            0;
          expect(cancelled - cancelledBefore).toBe(counts.cancelled);
          // Row by row: who was opted out, and which lines of the list were refused.
          const made = all<{ number: string }>(
            core.db,
            'SELECT number FROM opt_out WHERE import_id = ? ORDER BY number',
            job.id,
          );
          const promised = rows.filter(
            (row) => row.outcome === 'imported' || row.outcome === 'alreadyOptedOut',
          );
          expect(made.map((row) => row.number)).toEqual(promised.flatMap((row) => row.numbers).sort());
          expect(
            all<{ line: number }>(core.db, 'SELECT line FROM job_refusal ORDER BY line').map(
              (row) => row.line,
            ),
          ).toEqual(
            rows
              .filter((row) => row.outcome === 'duplicate' || row.outcome === 'invalid')
              .map((row) => row.line),
          );
          core.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  it('says what is wrong with a file, and forgets what is dropped', async () => {
    const { core } = testCore();
    expect(await dryRun(core, bytesOf(''))).toMatchObject({ state: 'failed', detail: 'This file is empty.' });
    const { id } = startDryRun(core, { source: fixture('opt-outs.csv'), column: 0 });
    dropDryRun(core, id);
    expect(() => dryRunState(core, id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});

describe('undoing an import', () => {
  it('reverses exactly what the import made, as one act, and leaves what others asked', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const accountId = seed.account(core, { role: 'admin', name: 'Maya' });
    const earlier = optedOutBy(core, '+12025550101');
    const campaignId = seed.campaign(core);
    const there = seed.conversation(core, { campaignId, number: '+12025550114', state: 'to-send' });
    const job = imports.optOuts({
      source: fixture('opt-outs.csv'),
      column: 0,
      accountId,
      reason: 'List of the county party',
    });
    await imports.ended(job.id);
    const later = optedOutBy(core, '+12125550145');
    expect(optOutImports(core.db)).toMatchObject([
      { by: 'Maya', reason: 'List of the county party', made: 334, inForce: 334 },
    ]);
    expect(isOptedOut(core.db, core.subject('+12025550114'))).toBe(true);

    const undo = imports.undoOptOuts({ jobId: job.id, reason: 'The wrong list', accountId });
    expect(() => imports.undoOptOuts({ jobId: job.id, reason: 'Again', accountId })).toThrow(
      /being undone already/,
    );
    expect(await imports.ended(undo.id)).toMatchObject({
      kind: 'opt-outs-undo',
      state: 'done',
      result: { rows: 334, imported: 334, duplicate: 0 },
    });
    expect(optOutImports(core.db)).toMatchObject([{ made: 334, inForce: 0 }]);
    const named = all<{ id: string }>(
      core.db,
      'SELECT o.id FROM reversal_of x JOIN opt_out o ON o.id = x.opt_out_id WHERE o.import_id = ?',
      job.id,
    );
    expect(named).toHaveLength(334);
    expect(one<{ n: number }>(core.db, 'SELECT count(*) AS n FROM reversal_of')?.n).toBe(334);
    expect(
      all<{ id: string }>(core.db, 'SELECT id FROM opt_out WHERE reversed = 0 ORDER BY id').map(
        (row) => row.id,
      ),
    ).toEqual([earlier, later].sort());
    expect(one(core.db, 'SELECT state, opt_state FROM conversation WHERE id = ?', there)).toEqual({
      state: 'to-send',
      opt_state: 'none',
    });
    expect(
      all(core.db, "SELECT actor, evidence_id FROM ledger WHERE kind = 'opt-outs-import-undone'"),
    ).toEqual([{ actor: accountId, evidence_id: job.id }]);
    expect(verify(core.db).problems).toEqual([]);
    expect(() => imports.undoOptOuts({ jobId: job.id, reason: 'Again', accountId })).toThrow(/left to undo/);
  });

  it('goes on where a cancel left it', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const accountId = seed.account(core, { role: 'admin' });
    const list = bytesOf(
      `phone\n${Array.from({ length: 900 }, (_, index) => seed.fictionNumber('GB', index)).join('\n')}\n`,
    );
    const job = imports.optOuts({ source: list, column: 0, accountId });
    await imports.ended(job.id);
    const first = imports.undoOptOuts({ jobId: job.id, reason: 'The wrong list', accountId });
    const cancelled = await imports.cancel(first.id);
    const [half] = optOutImports(core.db);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      detail: expect.stringContaining(`${900 - (half?.inForce ?? 0)} of 900`),
    });
    expect(half?.inForce).toBeGreaterThan(0);
    const second = await imports.ended(
      imports.undoOptOuts({ jobId: job.id, reason: 'The wrong list', accountId }).id,
    );
    expect(second.result).toMatchObject({
      rows: 900,
      imported: half?.inForce,
      duplicate: 900 - (half?.inForce ?? 0),
    });
    expect(verify(core.db)).toMatchObject({ problems: [], inForce: 0 });
  });
});

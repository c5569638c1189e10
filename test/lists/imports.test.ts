import { describe, expect, it } from 'vitest';
import { createImports, recoverJobs } from '../../main/core/campaigns/imports.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { beginJob, jobById, listJobs, refusedFile } from '../../main/core/lists/jobStore.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import type { Core } from '../../main/core/store/context.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { testCore, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { bytesOf, fixture, mapped, usNumber } from './csvFiles.ts';

const US = mapped(2, { firstName: 0, lastName: 1, externalId: 4, fields: { postcode: 3, Notes: 5 } });
const count = (core: Core, table: 'conversation' | 'opt_out' | 'job_refusal') =>
  one<{ n: number }>(core.db, `SELECT count(*) AS n FROM ${table}`)?.n;
const many = bytesOf(`phone\n${Array.from({ length: 3000 }, (_, i) => usNumber(i)).join('\n')}\n`);

function optOutByHand(core: Core, number: string, automatic = false) {
  core.write((tx) =>
    optOut(core, tx, {
      subject: core.subject(number),
      number,
      cause: automatic ? 'auto-keyword' : 'manual',
      actorId: null,
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
}

describe('contacts', () => {
  it('writes a conversation a number, and accounts for every row', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const accountId = seed.account(core, { role: 'admin' });
    const campaignId = seed.campaign(core, { region: 'US' });
    const begun = imports.contacts({
      campaignId,
      source: fixture('contacts-us.csv'),
      mapping: US,
      accountId,
    });
    expect(begun).toMatchObject({ kind: 'contacts', campaignId, state: 'running', result: null });
    const job = await imports.ended(begun.id);
    expect(job).toMatchObject({
      state: 'done',
      detail: '',
      result: {
        rows: 2000,
        imported: 1224,
        duplicate: 653,
        invalid: 96,
        wrongRegion: 27,
        alreadyOptedOut: 0,
      },
      progress: { rows: 2000, bytes: job.progress.totalBytes },
    });
    expect(count(core, 'conversation')).toBe(1224);
    expect(count(core, 'job_refusal')).toBe(776);
    expect(listJobs(core.db, campaignId)).toEqual([job]);
    const first = one(core.db, "SELECT * FROM conversation WHERE number = '+12125550109'");
    expect(first).toMatchObject({
      campaign_id: campaignId,
      subject: core.subject('+12125550109'),
      first_name: 'Kai',
      last_name: 'García',
      external_id: '100000',
      fields: '{"postcode":"02139","Notes":""}',
      state: 'to-send',
      opt_state: 'none',
      import_id: job.id,
    });
    expect(verify(core.db).problems).toEqual([]);
    expect(all(core.db, "SELECT kind, actor FROM ledger WHERE kind = 'contacts-imported'")).toEqual([
      { kind: 'contacts-imported', actor: accountId },
    ]);
  });

  it('takes no number twice into a campaign, and offers what it refused as a file that imports to nothing', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const campaignId = seed.campaign(core, { region: 'CA' });
    const mapping = mapped(0, { firstName: 1, lastName: 2, fields: { Kommentar: 3 } });
    const bring = (source: Parameters<typeof imports.contacts>[0]['source'], as = mapping) =>
      imports.ended(imports.contacts({ campaignId, source, mapping: as, accountId: null }).id);
    const first = await bring(fixture('contacts-ca.csv'));
    expect(first.result).toMatchObject({ imported: 256, duplicate: 29, invalid: 11, wrongRegion: 4 });
    const refused = refusedFile(core.db, first.id);
    expect(refused.fileName).toBe('refused-contacts-2026-03-03.csv');
    const again = await bring(bytesOf(refused.csv), mapped(1));
    expect(again.result).toMatchObject({ rows: 44, imported: 0, duplicate: 29, invalid: 11, wrongRegion: 4 });
    const whole = await bring(fixture('contacts-ca.csv'));
    expect(whole.result).toMatchObject({ rows: 300, imported: 0, duplicate: 285 });
  });

  it('keeps who opted out, closed and counted apart', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const campaignId = seed.campaign(core, { region: 'US' });
    optOutByHand(core, '+12025550100');
    optOutByHand(core, '+12025550101', true);
    const job = imports.contacts({ campaignId, source: many, mapping: mapped(0), accountId: null });
    expect((await imports.ended(job.id)).result).toMatchObject({
      rows: 3000,
      imported: 998,
      duplicate: 2000,
      alreadyOptedOut: 2,
    });
    const stateOf = (number: string) =>
      one(core.db, 'SELECT state, opt_state FROM conversation WHERE number = ?', number);
    expect(stateOf('+12025550100')).toEqual({ state: 'closed', opt_state: 'manual' });
    expect(stateOf('+12025550101')).toEqual({ state: 'closed', opt_state: 'automatic' });
    expect(stateOf('+12025550102')).toEqual({ state: 'to-send', opt_state: 'none' });
  });

  it('heeds an opt-out that comes while it runs, of contacts already written and of those still to come', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const campaignId = seed.campaign(core, { region: 'US' });
    const job = imports.contacts({ campaignId, source: many, mapping: mapped(0), accountId: null });
    const numbers = Array.from({ length: 1000 }, (_, i) => `+1${usNumber(i).replaceAll('-', '')}`);
    const [left, toCome] = await afterFirstRows(core, job.id, () => {
      const there = (number: string) =>
        one(core.db, 'SELECT 1 FROM conversation WHERE number = ?', number) !== undefined;
      const both = [numbers.find(there) ?? '', numbers.find((number) => !there(number)) ?? ''] as const;
      for (const number of both) optOutByHand(core, number, true);
      return both;
    });
    expect((await imports.ended(job.id)).result).toMatchObject({ imported: 999, alreadyOptedOut: 1 });
    expect(
      all(core.db, "SELECT number, opt_state FROM conversation WHERE state = 'closed' ORDER BY number"),
    ).toEqual([left, toCome].sort().map((number) => ({ number, opt_state: 'automatic' })));
  });

  it('takes its rows back when cancelled midway, but no contact with a history and nothing of others', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const campaignId = seed.campaign(core, { region: 'US' });
    const before = seed.conversation(core, { campaignId, number: '+13235550199' });
    const job = imports.contacts({ campaignId, source: many, mapping: mapped(0), accountId: null });
    let texted = { id: '', number: '' };
    const ended = await afterFirstRows(core, job.id, () => {
      texted =
        one<typeof texted>(core.db, 'SELECT id, number FROM conversation WHERE import_id = ?', job.id) ??
        texted;
      seed.message(core, { conversationId: texted.id, number: texted.number, body: 'Hi', direction: 'out' });
      return imports.cancel(job.id);
    });
    expect(ended).toMatchObject({ state: 'cancelled', result: null });
    expect(ended.detail).toContain('except 1');
    expect(all(core.db, 'SELECT id FROM conversation ORDER BY id')).toEqual(
      [before, texted.id].sort().map((id) => ({ id })),
    );
    expect(count(core, 'job_refusal')).toBe(0);
    await expect(imports.cancel(job.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(imports.cancel('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('searches no table from end to end to take a contact back', () => {
    const { core } = testCore();
    for (const table of ['message', 'action', 'prevented', 'opt_out']) {
      const plan = all<{ detail: string }>(
        core.db,
        `EXPLAIN QUERY PLAN SELECT 1 FROM ${table} WHERE conversation_id = ?`,
        'x',
      );
      expect(plan.map((step) => step.detail).join()).toMatch(new RegExp(`^SEARCH ${table} USING .*INDEX`));
    }
  });

  it('takes its rows back when the file breaks after they were written', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const campaignId = seed.campaign(core, { region: 'US' });
    const long = Array.from({ length: 20_000 }, (_, i) => usNumber(i)).join('\n');
    const job = imports.contacts({
      campaignId,
      source: bytesOf(`phone\n${long}\n"202`),
      mapping: mapped(0),
      accountId: null,
    });
    const ended = await imports.ended(job.id);
    expect(ended).toMatchObject({ state: 'failed', result: null });
    expect(ended.detail).toContain('never closed');
    expect(ended.detail).toContain('None of its contacts were kept');
    expect(ended.progress.rows).toBeGreaterThan(1000);
    expect(count(core, 'conversation')).toBe(0);
  });

  it('refuses campaigns that are closed or not there', () => {
    const { core } = testCore();
    const imports = createImports(core);
    const closed = seed.campaign(core, { state: 'closed' });
    const into = (campaignId: string) => () =>
      imports.contacts({ campaignId, source: many, mapping: mapped(0), accountId: null });
    expect(into(closed)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    expect(into('none')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(listJobs(core.db)).toEqual([]);
  });

  it('ends what runs before the store closes', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const campaignId = seed.campaign(core, { region: 'US' });
    const job = imports.contacts({ campaignId, source: many, mapping: mapped(0), accountId: null });
    await imports.close();
    expect(jobById(core.db, job.id).state).toBe('cancelled');
    expect(count(core, 'conversation')).toBe(0);
    core.close();
  });
});

describe('opt-outs', () => {
  it('opts every number out, in new and existing campaigns', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const admin = seed.account(core, { role: 'admin' });
    const campaignId = seed.campaign(core, { region: 'US' });
    const there = seed.conversation(core, { campaignId, number: '+12025550101' });
    optOutByHand(core, '+12025550114');
    const job = imports.optOuts({ source: fixture('opt-outs.csv'), column: 0, accountId: admin });
    expect(await imports.ended(job.id)).toMatchObject({
      kind: 'opt-outs',
      state: 'done',
      result: { rows: 377, imported: 333, duplicate: 41, invalid: 2, wrongRegion: 0, alreadyOptedOut: 1 },
    });
    expect(isOptedOut(core.db, core.subject('+447700900079'))).toBe(true);
    expect(one(core.db, 'SELECT state, opt_state, opt_cause FROM conversation WHERE id = ?', there)).toEqual({
      state: 'closed',
      opt_state: 'manual',
      opt_cause: 'import',
    });
    const fact = one<{ said_at: number; at: number }>(
      core.db,
      "SELECT said_at, at FROM opt_out WHERE number = '+12125550145' AND cause = 'import'",
    );
    expect(fact?.said_at).toBe(Date.UTC(2026, 0, 18, 8));
    expect(one(core.db, 'SELECT 1 FROM opt_out WHERE said_at > at')).toBeUndefined();
    expect(verify(core.db)).toMatchObject({ problems: [], inForce: 335 });

    const contacts = imports.contacts({
      campaignId,
      source: fixture('contacts-us.csv'),
      mapping: US,
      accountId: admin,
    });
    expect((await imports.ended(contacts.id)).result).toMatchObject({ imported: 1007, alreadyOptedOut: 216 });
  });

  it('reads numbers without a country as of the region of most campaigns, or of the one given', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    seed.campaign(core, { region: 'GB' });
    const source = bytesOf('phone\n2079460123\n');
    const inForce = (number: string) => isOptedOut(core.db, core.subject(number));
    await imports.ended(imports.optOuts({ source, column: 0, accountId: null }).id);
    expect([inForce('+442079460123'), inForce('+12079460123')]).toEqual([true, false]);
    await imports.ended(imports.optOuts({ source, column: 0, region: 'US', accountId: null }).id);
    expect(inForce('+12079460123')).toBe(true);
  });

  it('loses no opt-out when it is cancelled', async () => {
    const { core } = testCore();
    const imports = createImports(core);
    const job = imports.optOuts({ source: many, column: 0, region: 'US', accountId: null });
    const ended = await afterFirstRows(core, job.id, () => imports.cancel(job.id));
    const kept = count(core, 'opt_out') ?? 0;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(1000);
    expect(ended).toMatchObject({ state: 'cancelled', detail: expect.stringContaining(`${kept} numbers`) });
    expect(verify(core.db).problems).toEqual([]);
  });
});

describe('recoverJobs', () => {
  it('removes the contacts of an import that died, keeps opt-outs, and says so', () => {
    const { core } = testCore();
    const campaignId = seed.campaign(core, { region: 'US' });
    const kept = seed.conversation(core, { campaignId, number: '+12025550199' });
    const contacts = beginJob(core, { kind: 'contacts', campaignId, accountId: null });
    const optOuts = beginJob(core, { kind: 'opt-outs', campaignId: null, accountId: null });
    for (let i = 0; i < 3; i += 1) {
      const id = seed.conversation(core, { campaignId, number: `+1202555010${i}` });
      run(writer(core), 'UPDATE conversation SET import_id = ? WHERE id = ?', contacts, id);
    }
    optOutByHand(core, '+12025550150');
    run(writer(core), 'UPDATE opt_out SET import_id = ?', optOuts);

    expect(recoverJobs(core).map((job) => job.state)).toEqual(['failed', 'failed']);
    expect(all(core.db, 'SELECT id FROM conversation')).toEqual([{ id: kept }]);
    expect(jobById(core.db, contacts).detail).toContain('None of its contacts were kept');
    expect(jobById(core.db, optOuts).detail).toContain('1 number of the list was opted out and stays so');
    expect(isOptedOut(core.db, core.subject('+12025550150'))).toBe(true);
    expect(recoverJobs(core)).toEqual([]);
  });
});

/**
 * Calls `act` as soon as the first rows of an import are committed and before any more are; resolves with
 * its result.
 */
function afterFirstRows<T>(core: Core, id: string, act: () => T): Promise<T> {
  return new Promise((done) => {
    const stop = core.changes.subscribe(() => {
      if (jobById(core.db, id).progress.rows === 0) return;
      stop();
      done(act());
    });
  });
}

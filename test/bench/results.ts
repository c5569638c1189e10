import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { exportPiece } from '../../main/core/results/exportPiece.ts';
import { readResults } from '../../main/core/results/read.ts';
import { all, statement } from '../../main/core/store/statement.ts';
import { NOON, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { beside, compare, type Line, type Run } from './measure.ts';
import { type BenchCore, bulk, inFolder, numberOf, openBench } from './stores.ts';

const sizes = { full: { contacts: 250_000, rounds: 5 }, quick: { contacts: 500, rounds: 1 } };
const QUESTIONS = 4;
const CHOICES = 4;
/** How many rows both sides turn into CSV at once. */
const PIECE = 1000;

/** One campaign whose contacts have all been texted and have answered every question. Returns its id. */
function seedAnswers(core: BenchCore, contacts: number): string {
  const texterId = seed.account(core, { role: 'texter' });
  const campaignId = seed.campaign(core, { texterIds: [texterId] });
  const db = writer(core);
  const id = () => core.ports.ids.next();
  const questions = Array.from({ length: QUESTIONS }, (_, at) => {
    const questionId = id();
    statement(
      db,
      `INSERT INTO question (id, campaign_id, code, name, text, kind, reply, next, position, rev)
       VALUES (?, ?, ?, ?, 'What do they say?', 'one', '', 'following', ?, '0')`,
    ).run(questionId, campaignId, `question-${at}`, `Question ${at}`, at);
    const choices = Array.from({ length: CHOICES }, (__, place) => {
      const choiceId = id();
      statement(
        db,
        `INSERT INTO choice (id, question_id, code, label, key, reply, next, position, rev)
         VALUES (?, ?, ?, ?, ?, '', NULL, ?, '0')`,
      ).run(choiceId, questionId, `choice-${place}`, `Choice ${place}`, 'abcd'[place], place);
      return choiceId;
    });
    return { questionId, choices };
  });
  const numbers = Array.from({ length: contacts }, (_, at) => numberOf(at));
  const bySubject = numbers
    .map((number) => ({ number, subject: core.subject(number) }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  bulk(db, ['conversation', 'answer', 'conversation_fact'], () => {
    bySubject.forEach(({ number, subject }, at) => {
      const conversationId = id();
      statement(
        db,
        `INSERT INTO conversation (id, campaign_id, subject, number, first_name, last_name, external_id, fields, texter_id,
           state, sort_at, created_at, rev) VALUES (?, ?, ?, ?, 'Pat', 'Doe', ?, '{}', ?, 'waiting', ?, ?, '0')`,
      ).run(conversationId, campaignId, subject, number, String(at), texterId, NOON, NOON);
      statement(
        db,
        `INSERT INTO conversation_fact (conversation_id, campaign_id, texted_at, text_state, texted_by, replied_at)
         VALUES (?, ?, ?, 'delivered', ?, ?)`,
      ).run(conversationId, campaignId, NOON, texterId, NOON);
      questions.forEach(({ questionId, choices }, place) => {
        statement(
          db,
          `INSERT INTO answer (id, conversation_id, question_id, choice_id, recorded_by, recorded_at)
           VALUES (?, ?, ?, ?, ?, ?)`,
        ).run(id(), conversationId, questionId, choices[(at + place) % CHOICES], texterId, NOON + place);
      });
    });
  });
  return campaignId;
}

/** The answers as a person would write them with SQLite and a library: a column for each question. */
function bare(core: BenchCore, campaignId: string): number {
  const questions = all<{ id: string }>(
    core.db,
    'SELECT id FROM question WHERE campaign_id = ? ORDER BY position',
    campaignId,
  );
  const answers = questions.map((_, at) => `o${at}.code AS answer_${at}`).join(', ');
  const joins = questions
    .map(
      (
        _,
        at,
      ) => `LEFT JOIN answer a${at} ON a${at}.conversation_id = c.id AND a${at}.question_id = ? AND a${at}.ended_at IS NULL
        LEFT JOIN choice o${at} ON o${at}.id = a${at}.choice_id`,
    )
    .join(' ');
  const rows = statement(
    writer(core),
    `SELECT c.number, c.first_name, c.last_name, c.external_id, c.opt_state, c.opt_cause, ${answers}, a0.recorded_at, t.name,
       f.texted_at, f.text_state, f.replied_at, c.id
     FROM conversation c ${joins} LEFT JOIN account t ON t.id = c.texter_id
     LEFT JOIN conversation_fact f ON f.conversation_id = c.id WHERE c.campaign_id = ?`,
  ).iterate(...questions.map(({ id }) => id), campaignId);
  let length = 0;
  let batch: unknown[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < PIECE) continue;
    length += stringify(batch).length;
    batch = [];
  }
  return length + stringify(batch).length;
}

async function exported(core: BenchCore, campaignId: string): Promise<number> {
  let length = 0;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const piece = await exportPiece(core, null, {
      campaignId,
      kind: 'contacts',
      filter: {},
      format: 'plain',
      separator: ',',
      cursor,
    });
    length += piece.csv.length;
    cursor = piece.nextCursor;
  }
  return length;
}

/**
 * Exports a million answers as CSV, against a bare SELECT of the same that `csv-stringify` writes; and
 * times how the page of results counts them.
 */
export function results(run: Run): Promise<Line[]> {
  const { contacts, rounds } = run.quick ? sizes.quick : sizes.full;
  const answers = (contacts * QUESTIONS).toLocaleString('en');
  return inFolder(async (folder) => {
    const storeDir = join(folder, 'results');
    run.note(`results: recording ${answers} answers`);
    const seeding = openBench(storeDir);
    const campaignId = seedAnswers(seeding, contacts);
    seeding.close();
    const core = openBench(storeDir);
    try {
      run.note('results: measuring');
      const written = await compare({
        name: `results: ${answers} answers exported, against a bare SELECT by csv-stringify`,
        unit: 'ms/file',
        goal: 3.33,
        operations: 1,
        rounds,
        warmUp: false,
        product: () => exported(core, campaignId),
        baseline: () => bare(core, campaignId),
      });
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const begun = performance.now();
        await readResults(core.db, campaignId);
        times.push(performance.now() - begun);
      }
      return [written, beside(`results: the page of ${answers} answers`, 'ms', times, 5000)];
    } finally {
      core.close();
    }
  });
}

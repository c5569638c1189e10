import { createConversation, showQueued } from '../../main/core/conversations/conversationRecord.ts';
import { acceptText, claimText, queueText, settleText } from '../../main/core/conversations/messageRecord.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import type { Run } from './measure.ts';
import { type BenchCore, numberOf, openBench } from './stores.ts';

const PIECE = 1000;

/** Bytes per conversation: of the whole store, and of what its rows say (words, numbers as text, ids). */
export type StoreSize = {
  readonly untexted: number;
  readonly texted: number;
  readonly own: number;
  readonly ownTexted: number;
};

/** Bytes of the store without free pages. */
function bytesOf(core: BenchCore): number {
  const read = (name: string) => Number(writer(core).pragma(name, { simple: true }));
  return (read('page_count') - read('freelist_count')) * read('page_size');
}

/** Bytes of all values of a table's rows, each once. */
function contentOf(core: BenchCore, table: 'conversation' | 'message'): number {
  const columns = all<{ name: string }>(core.db, 'SELECT name FROM pragma_table_info(?)', table);
  const sum = columns.map(({ name }) => `coalesce(octet_length(${name}), 0)`).join(' + ');
  return one<{ n: number }>(core.db, `SELECT sum(${sum}) AS n FROM ${table}`)?.n ?? 0;
}

/** The bytes of each table and index, the largest first, as a table of plain text. */
function tableOf(core: BenchCore, count: number): string {
  const rows = all<{ name: string; bytes: number }>(
    core.db,
    `SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name HAVING sum(pgsize) >= ? ORDER BY bytes DESC`,
    count * 5,
  );
  return rows
    .map(({ name, bytes }) => `  ${name.padEnd(36)}${(bytes / count).toFixed(0).padStart(5)}`)
    .join('\n');
}

/** Contacts as an import writes them, shared out among texters; then each gets a text that arrives. */
export function storeSize(folder: string, count: number, run: Run): StoreSize {
  const core = openBench(folder);
  try {
    const texterId = seed.account(core, { role: 'texter' });
    const connectionId = seed.connection(core, { profile: 'provider-1' });
    const senderNumberId = seed.senderNumber(core, { connectionId, number: '+12025550100' });
    const campaignId = seed.campaign(core);
    const numbers = Array.from({ length: count }, (_, index) => ({
      number: numberOf(index),
      subject: core.subject(numberOf(index)),
      externalId: String(100_000 + index),
    })).sort((a, b) => (a.subject < b.subject ? -1 : 1));
    const names = { firstName: 'Pat', lastName: 'Garcia', fields: '{"postcode":"02139"}' };
    const inPieces = (
      work: (tx: Parameters<Parameters<BenchCore['write']>[0]>[0], piece: typeof numbers) => void,
    ) => {
      for (let from = 0; from < count; from += PIECE)
        core.write((tx) => work(tx, numbers.slice(from, from + PIECE)));
    };
    const made = new Map<string, string>();
    const before = bytesOf(core);
    inPieces((tx, piece) => {
      const ids = piece.map(() => tx.id()).reverse();
      const rev = tx.rev();
      for (const [index, contact] of piece.entries()) {
        const id = ids[index] ?? '';
        made.set(contact.number, id);
        createConversation(tx, { ...names, ...contact, campaignId, senderNumberId, texterId }, id, rev);
      }
    });
    const untexted = (bytesOf(core) - before) / count;
    const own = contentOf(core, 'conversation') / count;
    run.note(`bytes a conversation before its first text\n${tableOf(core, count)}`);

    const body = 'Hi Pat, this is Sam of Our organisation. Can you help on Saturday? Reply STOP to opt out.';
    inPieces((tx, piece) => {
      for (const { number, subject } of piece) {
        const conversationId = made.get(number) ?? '';
        const between = { conversationId, subject, number, connectionId, senderNumberId, body };
        const id = queueText(tx, { ...between, kind: 'initial', authorId: texterId });
        showQueued(tx, conversationId, body);
        claimText(tx, id);
        acceptText(tx, id, `SM${Buffer.from(core.ports.random.bytes(16)).toString('hex')}`, 1);
        settleText(tx, id, 'delivered', 1);
      }
    });
    writer(core).pragma('wal_checkpoint(TRUNCATE)');
    const texted = (bytesOf(core) - before) / count;
    const ownTexted = (contentOf(core, 'conversation') + contentOf(core, 'message')) / count;
    run.note(`bytes a conversation with one delivered text\n${tableOf(core, count)}`);
    return { untexted, texted, own, ownTexted };
  } finally {
    core.close();
  }
}

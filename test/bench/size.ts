import { all, one } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import { beside, type Line, type Run } from './measure.ts';
import type { BenchCore } from './stores.ts';

/** Tables that only repeat what others say. */
const DERIVED =
  /^(conversation_fact|conversation_mark|answer_reader|\w+_count|last_text|sent_parts|stop_waiting|(text|name)_index|sqlite_)/;

/** The bytes of each table and index, the largest first, as a table of plain text. */
function weights(core: BenchCore, per: number): string {
  return all<{ name: string; bytes: number }>(
    core.db,
    'SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name HAVING sum(pgsize) >= ? ORDER BY bytes DESC',
    per,
  )
    .map(({ name, bytes }) => `  ${name.padEnd(36)}${(bytes / per).toFixed(0).padStart(6)}`)
    .join('\n');
}

/** Bytes of all values that are no projection, each once: words, numbers as text, ids. */
function contentOf(core: BenchCore): number {
  const tables = all<{ name: string }>(
    core.db,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'",
  )
    .map(({ name }) => name)
    .filter((name) => !DERIVED.test(name));
  return tables.reduce((sum, table) => {
    const columns = all<{ name: string }>(core.db, 'SELECT name FROM pragma_table_info(?)', table);
    const bytes = columns.map(({ name }) => `coalesce(octet_length("${name}"), 0)`).join(' + ');
    return (
      sum + (one<{ n: number }>(core.db, `SELECT coalesce(sum(${bytes}), 0) AS n FROM "${table}"`)?.n ?? 0)
    );
  }, 0);
}

/** What the store weighs beside what it says. */
export async function sizeOfStore(run: Run): Promise<Line[]> {
  const large = await run.large();
  const core = large.open();
  try {
    run.note('size: adding up');
    const read = (name: string) => Number(writer(core).pragma(name, { simple: true }));
    const bytes = (read('page_count') - read('freelist_count')) * read('page_size');
    const label = `size: a store with ${large.conversations.toLocaleString('en')} conversations, against the bytes of its words, numbers and ids`;
    const lines = [beside(label, 'bytes', bytes, contentOf(core), 2)];
    run.note(`size: bytes a conversation, of each table and index\n${weights(core, large.conversations)}`);
    return lines;
  } finally {
    core.close();
  }
}

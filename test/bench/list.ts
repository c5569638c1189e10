import { join } from 'node:path';
import type { Viewer } from '../../main/core/access/visible.ts';
import { listConversations } from '../../main/core/conversations/conversationList.ts';
import { all } from '../../main/core/store/statement.ts';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import { compare, type Line, type Run } from './measure.ts';
import { seedConversations } from './seedConversations.ts';
import { type BenchCore, inFolder, openBench } from './stores.ts';

const sizes = {
  full: { few: 10_000, many: 1_000_000, calls: 50, rounds: 15, limit: 50 },
  quick: { few: 2000, many: 4000, calls: 2, rounds: 2, limit: 5 },
};

type Size = (typeof sizes)['full'];

type Case = { readonly what: string; ask(core: BenchCore): { viewer: Viewer; filter: ConversationFilter } };

const firstId = (core: BenchCore, sql: string) => all<{ id: string }>(core.db, sql)[0]?.id ?? '';
const texterOf = (core: BenchCore) =>
  firstId(core, "SELECT id FROM account WHERE role = 'texter' ORDER BY id");
const campaignOf = (core: BenchCore) => firstId(core, 'SELECT id FROM campaign ORDER BY id');
const ADMIN: Viewer = { id: 'admin', role: 'admin' };

/** The lists that the screens open with, and the filters that people set most. */
const CASES: readonly Case[] = [
  { what: 'admin', ask: () => ({ viewer: ADMIN, filter: {} }) },
  {
    what: 'admin, one campaign',
    ask: (core) => ({ viewer: ADMIN, filter: { campaignId: campaignOf(core) } }),
  },
  {
    what: 'texter',
    ask: (core) => ({ viewer: { id: texterOf(core), role: 'texter' }, filter: {} }),
  },
  {
    what: 'texter, one campaign, to answer',
    ask: (core) => ({
      viewer: { id: texterOf(core), role: 'texter' },
      filter: { campaignId: campaignOf(core), state: 'to-answer' },
    }),
  },
];

/** Reads one full page many times, with all that the procedure does. */
function pages(core: BenchCore, { ask }: Case, { limit, calls }: Size): () => void {
  const { viewer, filter } = ask(core);
  const page = () => listConversations(core.db, viewer, { ...filter, limit }, core.subject);
  if (page().nextCursor === null) throw new Error('Pages of different lengths cannot be compared.');
  return () => {
    for (let i = 0; i < calls; i += 1) page();
  };
}

/**
 * Whether a first page takes longer when there is more behind it: the value has many conversations, the
 * baseline few.
 */
export function list(run: Run): Promise<Line[]> {
  const size = run.quick ? sizes.quick : sizes.full;
  const { few, many, calls, rounds } = size;
  const inWords = (count: number) => count.toLocaleString('en');
  return inFolder(async (folder) => {
    const open = (count: number) => {
      const storeDir = join(folder, String(count));
      run.note(`list: making ${inWords(count)} conversations`);
      const seeding = openBench(storeDir);
      seedConversations(seeding, count);
      seeding.close();
      return openBench(storeDir);
    };
    const small = open(few);
    const large = open(many);
    try {
      run.note('list: measuring');
      const lines: Line[] = [];
      for (const each of CASES) {
        lines.push(
          await compare({
            name: `list: first page, ${each.what}, ${inWords(many)} conversations against ${inWords(few)}`,
            unit: 'ms/page',
            goal: 1.5,
            operations: calls,
            rounds,
            product: pages(large, each, size),
            baseline: pages(small, each, size),
          }),
        );
      }
      return lines;
    } finally {
      small.close();
      large.close();
    }
  });
}

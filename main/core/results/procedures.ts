import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { Results } from '../../../shared/contract/results.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import type { Core } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { saveColumnChoices } from './columnChoices.ts';
import { chosenColumns } from './columns.ts';
import { contactPage } from './contacts.ts';
import { countRows } from './count.ts';
import { exportPiece } from './exportPiece.ts';
import { readResults } from './read.ts';
import { texterResults } from './texters.ts';
import { textPage } from './texts.ts';

const os = implement(contract.results).$context<RpcContext>().use(translated).use(access).use(signedIn);

/** For how many campaigns results are kept in memory. */
const MOST_KEPT = 20;
type Kept = { readonly seq: number; readonly answer: Promise<Results> };
const kept = new WeakMap<Reader, Map<string, Kept>>();

/** Results are counted again only after a change, and once for all who ask meanwhile. */
function current(core: Core, campaignId: string): Promise<Results> {
  const answers = kept.get(core.db) ?? new Map<string, Kept>();
  kept.set(core.db, answers);
  const seq = core.changes.last();
  const found = answers.get(campaignId);
  if (found?.seq === seq) return found.answer;
  if (answers.size >= MOST_KEPT) answers.clear();
  const answer = readResults(core.db, campaignId);
  answers.set(campaignId, { seq, answer });
  answer.catch(() => answers.delete(campaignId));
  return answer;
}

export const results = os.router({
  read: os.read.handler(({ context: { core }, input }) => current(core, input.campaignId)),

  contacts: os.contacts.handler(({ context: { core }, input: { campaignId, cursor, limit, ...filter } }) =>
    contactPage(core, { campaignId, cursor, limit, filter }),
  ),

  texts: os.texts.handler(({ context: { core }, input: { campaignId, cursor, limit, ...filter } }) =>
    textPage(core.db, { campaignId, cursor, limit, filter }),
  ),

  texters: os.texters.handler(({ context: { core }, input: { campaignId, ...filter } }) =>
    texterResults(core.db, campaignId, filter),
  ),

  count: os.count.handler(async ({ context: { core }, input: { campaignId, kind, ...filter } }) => ({
    rows: await countRows(core.db, campaignId, kind, filter),
  })),

  export: os.export.handler(({ context: { core, me }, input }) => exportPiece(core, me.id, input)),

  columns: os.columns.handler(({ context: { core }, input: { campaignId, kind } }) =>
    chosenColumns(core.db, campaignId, kind),
  ),

  saveColumns: os.saveColumns.handler(({ context: { core, me }, input: { kind, columns } }) => {
    core.write((tx) => saveColumnChoices(core, tx, me.id, kind, columns));
    return { ok: true };
  }),
});

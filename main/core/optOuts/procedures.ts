import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { Job } from '../../../shared/contract/lists.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { uploaded } from '../lists/uploads.ts';
import { exportPiece } from './exportCsv.ts';
import { optInMany, optOutMany } from './many.ts';
import { countOptOuts } from './optOutCounts.ts';
import { dropDryRun, dryRunRows, dryRunState, startDryRun } from './optOutDryRun.ts';
import { listOptOuts } from './queries.ts';
import { systemPiece } from './systemCsv.ts';
import { optOutImports, type UndoInput } from './undoOptOutImport.ts';

/** Imports that run beside the store. */
type ImportsOfConsole = { imports(): { undoOptOuts(input: UndoInput): Job } };

const os = implement(contract.optOut)
  .$context<RpcContext<ImportsOfConsole>>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const optOut = os.router({
  list: os.list.handler(({ context: { core }, input }) => ({
    ...listOptOuts(core.db, input, core.subject),
    readAt: core.ports.clock.now(),
  })),

  counts: os.counts.handler(({ context: { core }, input }) => countOptOuts(core.db, input, core.subject)),

  export: os.export.handler(({ context: { core, me }, input }) =>
    input.system === undefined
      ? exportPiece(core, me.id, input.filter, input.cursor)
      : systemPiece(core, me.id, input.system, input.cursor),
  ),

  optOutMany: os.optOutMany.handler(({ context: { core, me }, input }) => optOutMany(core, me, input)),

  optInMany: os.optInMany.handler(({ context: { core, me }, input }) => optInMany(core, me, input)),

  dryRun: os.dryRun.handler(async ({ context: { core }, input }) => {
    const source = await uploaded(core, input.uploadId);
    const { numberColumn: column, moreColumns, region, file } = input;
    return startDryRun(core, { source, column, moreColumns, region, file });
  }),

  dryRunState: os.dryRunState.handler(({ context: { core }, input }) => dryRunState(core, input.id)),

  dryRunRows: os.dryRunRows.handler(({ context: { core }, input }) => dryRunRows(core, input.id, input)),

  dropDryRun: os.dropDryRun.handler(({ context: { core }, input }) => {
    dropDryRun(core, input.id);
    return { ok: true };
  }),

  imports: os.imports.handler(({ context: { core } }) => optOutImports(core.db)),

  undoImport: os.undoImport.handler(({ context: { core, me, services }, input }) =>
    services
      .imports()
      .undoOptOuts({ jobId: input.id, reason: input.reason, accountId: me.id, write: core.write }),
  ),
});

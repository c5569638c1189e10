import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { ContactImport, Job } from '../../../shared/contract/lists.ts';
import { said } from '../../../shared/text/stored.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { previewInWorker } from '../lists/csvWorkerClient.ts';
import { jobById, listJobs, refusedFile, reportedRows } from '../lists/jobStore.ts';
import {
  appendUpload,
  beginUpload,
  CHUNK_BYTES,
  dropUpload,
  keepUpload,
  uploaded,
} from '../lists/uploads.ts';
import type { Core } from '../store/context.ts';
import { contactDryRun } from './contactDryRun.ts';
import type { ContactImportInput } from './contactImport.ts';
import type { Imports } from './imports.ts';

const os = implement(contract.imports)
  .$context<RpcContext<{ imports(): Imports }>>()
  .use(translated)
  .use(access)
  .use(signedIn);

/**
 * Deletes the file when its import is done. After a failed or cancelled import it can be used again for an
 * hour.
 */
function dropAfter(core: Core, all: Imports, uploadId: string, job: Job): Job {
  all
    .ended(job.id)
    .then(({ state }) => (state === 'done' ? dropUpload(core, uploadId) : keepUpload(core, uploadId)))
    .catch(() => core.ports.log.warn('upload-not-removed', { job: job.id }));
  return job;
}

async function contactsOf(core: Core, input: ContactImport, accountId: string): Promise<ContactImportInput> {
  const { uploadId, campaignId, mapping, file, noTexts, fixedLines, takeIn, idsOf } = input;
  const source = await uploaded(core, uploadId);
  return {
    campaignId,
    source,
    mapping,
    file,
    noTexts,
    takeIn,
    fixedLines: fixedLines === 'import',
    idsOf,
    accountId,
    write: core.write,
  };
}

export const imports = os.router({
  begin: os.begin.handler(async ({ context: { core }, input }) => ({
    uploadId: await beginUpload(core, input.size),
    chunkBytes: CHUNK_BYTES,
  })),

  append: os.append.handler(async ({ context: { core }, input }) => ({
    received: await appendUpload(core, input.uploadId, input.offset, Buffer.from(input.data, 'base64')),
  })),

  preview: os.preview.handler(async ({ context: { core }, input, signal }) => {
    const source = await uploaded(core, input.uploadId);
    const preview = await previewInWorker(source, input.file ?? {}, signal);
    const notices = preview.notices.map(({ code, message }) => ({ code, message: said(message) }));
    return { ...preview, notices };
  }),

  contacts: os.contacts.handler(async ({ context: { core, me, services }, input }) => {
    const asked = await contactsOf(core, input, me.id);
    const all = services.imports();
    return dropAfter(core, all, input.uploadId, all.contacts(asked));
  }),

  contactsDryRun: os.contactsDryRun.handler(async ({ context: { core, me }, input, signal }) =>
    contactDryRun(core, await contactsOf(core, input, me.id), signal),
  ),

  optOuts: os.optOuts.handler(async ({ context: { core, me, services }, input }) => {
    const { uploadId, numberColumn: column, moreColumns, region, file, reason } = input;
    const source = await uploaded(core, uploadId);
    const all = services.imports();
    const asked = { source, column, moreColumns, region, file, reason, accountId: me.id, write: core.write };
    return dropAfter(core, all, uploadId, all.optOuts(asked));
  }),

  job: os.job.handler(({ context: { core }, input }) => jobById(core.db, input.id)),

  jobs: os.jobs.handler(({ context: { core }, input }) => listJobs(core.db, input.campaignId)),

  cancel: os.cancel.handler(async ({ context: { services }, input }) => {
    await services.imports().cancel(input.id);
    return { ok: true };
  }),

  refused: os.refused.handler(({ context: { core }, input }) => refusedFile(core.db, input.id)),

  rows: os.rows.handler(({ context: { core }, input }) => reportedRows(core.db, input.id, input)),
});

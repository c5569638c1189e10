import { implement } from '@orpc/server';
import type { Job } from '../../../shared/contract/imports.ts';
import { contract } from '../../../shared/contract/index.ts';
import type { Core } from '../context.ts';
import type { Imports } from '../jobs/imports.ts';
import { jobById, listJobs, refusedFile } from '../jobs/jobStore.ts';
import { previewCsv } from '../jobs/preview.ts';
import { appendUpload, beginUpload, CHUNK_BYTES, dropUpload, uploaded } from '../jobs/uploads.ts';
import type { RpcContext } from './context.ts';
import { access, signedIn, translated } from './middleware.ts';

const os = implement(contract.imports).$context<RpcContext>().use(translated).use(access).use(signedIn);

/** The file goes when the import is over, whichever way. */
function dropAfter(core: Core, all: Imports, uploadId: string, job: Job): Job {
  all
    .ended(job.id)
    .then(() => dropUpload(core, uploadId))
    .catch(() => core.ports.log.warn('upload-not-removed', { job: job.id }));
  return job;
}

export const imports = os.router({
  begin: os.begin.handler(async ({ context: { core }, input }) => ({
    uploadId: await beginUpload(core, input.size),
    chunkBytes: CHUNK_BYTES,
  })),

  append: os.append.handler(async ({ context: { core }, input }) => ({
    received: await appendUpload(core, input.uploadId, input.offset, Buffer.from(input.data, 'base64')),
  })),

  preview: os.preview.handler(async ({ context: { core }, input }) =>
    previewCsv(await uploaded(core, input.uploadId)),
  ),

  contacts: os.contacts.handler(async ({ context: { core, me, console }, input }) => {
    const { uploadId, campaignId, mapping } = input;
    const source = await uploaded(core, uploadId);
    const all = console.imports();
    return dropAfter(
      core,
      all,
      uploadId,
      all.contacts({ campaignId, source, mapping, accountId: me.id, write: core.write }),
    );
  }),

  optOuts: os.optOuts.handler(async ({ context: { core, me, console }, input }) => {
    const { uploadId, numberColumn: column, region, reason } = input;
    const source = await uploaded(core, uploadId);
    const all = console.imports();
    return dropAfter(
      core,
      all,
      uploadId,
      all.optOuts({ source, column, region, reason, accountId: me.id, write: core.write }),
    );
  }),

  job: os.job.handler(({ context: { core }, input }) => jobById(core.db, input.id)),

  jobs: os.jobs.handler(({ context: { core }, input }) => listJobs(core.db, input.campaignId)),

  cancel: os.cancel.handler(async ({ context: { console }, input }) => {
    await console.imports().cancel(input.id);
    return { ok: true };
  }),

  refused: os.refused.handler(({ context: { core }, input }) => refusedFile(core.db, input.id)),
});

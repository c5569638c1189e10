import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import { said } from '../../../shared/text/stored.ts';
import type { RpcContext } from '../access/context.ts';
import { access, translated } from '../access/middleware.ts';
import { taskFailed } from '../backup/errorText.ts';
import { CodeWanted } from '../backup/outside.ts';
import { CoreError } from '../base/errors.ts';
import { KeyStoreError } from '../base/ports.ts';
import {
  appendUpload,
  beginUpload,
  CHUNK_BYTES,
  dropUpload,
  type UploadPlace,
  uploaded,
} from '../lists/uploads.ts';
import { StoreError } from '../store/types.ts';
import { ThreadFailed } from '../threads/failure.ts';
import type { ConsoleService } from './console.ts';

const os = implement(contract.lostStore).$context<RpcContext<ConsoleService>>().use(translated).use(access);

/** Turns errors that a person can repair into sentences for them. */
async function withSentences<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ThreadFailed) {
      throw new CoreError('INVALID', t(taskFailed(error)), { cause: error });
    }
    if (error instanceof CodeWanted) {
      const message = t(error.given ? 'accounts:second.wrongCode' : 'accounts:signIn.codeNeeded');
      throw new ORPCError('SECOND_FACTOR', { status: 401, message, cause: error });
    }
    if (error instanceof KeyStoreError || error instanceof StoreError)
      throw new CoreError('INVALID', error.message, { cause: error });
    throw error;
  }
}

/** Where an upload goes. Only while there is no store may anybody upload a file that becomes one. */
function placeOf(services: ConsoleService): UploadPlace {
  if (services.phase() !== 'first-run') throw new CoreError('CONFLICT', t('core:session.storeOpen'));
  return { db: services, storeDir: services.ports.dataDir, ports: services.ports };
}

export const lostStore = os.router({
  list: os.list.handler(({ context }) =>
    context.services
      .lostBackups()
      .map(({ id, madeAt, bytes, problems }) => ({ id, madeAt, bytes, problems: problems.map(said) })),
  ),
  restore: os.restore.handler(({ context, input }) =>
    withSentences(context.services.restoreLost(input.id, input)),
  ),
  progress: os.progress.handler(({ context }) => context.services.bringing()),
  beginUpload: os.beginUpload.handler(async ({ context, input }) => ({
    uploadId: await beginUpload(placeOf(context.services), input.size),
    chunkBytes: CHUNK_BYTES,
  })),
  appendUpload: os.appendUpload.handler(async ({ context, input }) => ({
    received: await appendUpload(
      placeOf(context.services),
      input.uploadId,
      input.offset,
      Buffer.from(input.data, 'base64'),
    ),
  })),
  import: os.import.handler(async ({ context: { services }, input }) => {
    const place = placeOf(services);
    const source = await uploaded(place, input.uploadId);
    const file = 'path' in source ? source.path : '';
    const brought = await withSentences(
      services.importNew(file, input.passphrase, input.keyStorePassphrase ?? null),
    );
    await dropUpload(place, input.uploadId);
    return brought;
  }),
});

import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import type { Core } from '../store/context.ts';
import { type CsvSource, MAX_CSV_BYTES } from './csvSource.ts';

/** The largest piece of a file that is taken at once, in bytes before encoding. */
export const CHUNK_BYTES = 1024 * 1024;

/** `until`: when the file is deleted, UTC milliseconds; null while it waits to be imported. */
type Upload = {
  readonly path: string;
  size: number;
  received: number;
  busy: boolean;
  until: number | null;
};

/** Milliseconds that a file stays after an import that failed or was cancelled. */
const KEPT_FOR = 3_600_000;

/** The owner of the files: an open store, or the console before there is one. */
export type UploadPlace = Pick<Core, 'storeDir' | 'ports'> & { readonly db: object };

/** Files that are being uploaded, in memory: after a restart the file is chosen again. */
const uploads = new WeakMap<object, Map<string, Upload>>();

const folder = (core: UploadPlace) => join(core.storeDir, 'uploads');

/**
 * Empties the folder at its first use after a start: files there are of an earlier run, and hold contacts.
 */
async function keptOf(core: UploadPlace): Promise<Map<string, Upload>> {
  const found = uploads.get(core.db);
  if (found) {
    const now = core.ports.clock.now();
    for (const [id, { until, path }] of found) {
      if (until === null || until > now) continue;
      found.delete(id);
      await rm(path, { force: true });
    }
    return found;
  }
  await forgetUploads(core);
  return uploads.get(core.db) ?? new Map();
}

async function read(core: UploadPlace, id: string): Promise<Upload> {
  const upload = (await keptOf(core)).get(id);
  if (!upload) throw new CoreError('NOT_FOUND', t('core:upload.gone'));
  return upload;
}

/** Begins an upload. @throws CoreError INVALID for one that is empty or above 2 GiB */
export async function beginUpload(core: UploadPlace, size: number): Promise<string> {
  if (size === 0) throw new CoreError('INVALID', t('core:upload.empty'));
  if (size > MAX_CSV_BYTES) {
    throw new CoreError('INVALID', t('core:upload.tooLarge'));
  }
  const kept = await keptOf(core);
  // The id names a file, and unlike ids not every file system distinguishes upper and lower case.
  const id = Buffer.from(core.ports.random.bytes(16)).toString('hex');
  await mkdir(folder(core), { recursive: true, mode: 0o700 });
  const path = join(folder(core), `${id}.csv`);
  const file = await open(path, 'wx', 0o600);
  await file.close();
  kept.set(id, { path, size, received: 0, busy: false, until: null });
  return id;
}

/**
 * Takes the next piece and returns how many bytes are there. A piece that was taken already is not written
 * again, so that a sender may repeat it. @throws CoreError NOT_FOUND, CONFLICT (out of order), INVALID (too
 * large)
 */
export async function appendUpload(
  core: UploadPlace,
  id: string,
  offset: number,
  data: Uint8Array,
): Promise<number> {
  const upload = await read(core, id);
  if (data.byteLength > CHUNK_BYTES) throw new CoreError('INVALID', t('core:upload.pieceTooLarge'));
  if (offset + data.byteLength <= upload.received) return upload.received;
  if (offset !== upload.received || upload.busy) throw new CoreError('CONFLICT', t('core:upload.outOfOrder'));
  if (offset + data.byteLength > upload.size) throw new CoreError('INVALID', t('core:upload.largerThanSaid'));
  upload.busy = true;
  try {
    const file = await open(upload.path, 'r+');
    try {
      await file.write(data, 0, data.byteLength, offset);
    } finally {
      await file.close();
    }
    upload.received += data.byteLength;
  } catch (error) {
    throw new CoreError('CONFLICT', t('core:upload.noSpace'), { cause: error });
  } finally {
    upload.busy = false;
  }
  return upload.received;
}

/**
 * A file that the console itself writes, of which nobody knows how long it will be. Whoever begins it calls
 * `endGrowing` when it is whole, else dropUpload.
 */
export const beginGrowing = (core: UploadPlace): Promise<string> => beginUpload(core, MAX_CSV_BYTES);

/** Adds to a file that grows. Throws what appendUpload throws. */
export async function grow(core: UploadPlace, id: string, text: string): Promise<void> {
  const data = Buffer.from(text);
  for (let from = 0; from < data.length; from += CHUNK_BYTES) {
    const { received } = await read(core, id);
    await appendUpload(core, id, received, data.subarray(from, from + CHUNK_BYTES));
  }
}

/** The file is whole: from now on it is like one that was uploaded, and goes after an hour. */
export async function endGrowing(core: UploadPlace, id: string): Promise<void> {
  const upload = await read(core, id);
  upload.size = upload.received;
  await keepUpload(core, id);
}

/**
 * Deletes all uploaded files, since they hold contacts unencrypted: when the store opens and closes, and when
 * a person is erased, who may be in one. Whoever was about to import one chooses it again.
 */
export async function forgetUploads(core: UploadPlace): Promise<void> {
  uploads.set(core.db, new Map());
  await rm(folder(core), { recursive: true, force: true });
}

/** A file that was uploaded completely. @throws CoreError NOT_FOUND, CONFLICT */
export async function uploaded(core: UploadPlace, id: string): Promise<CsvSource> {
  const upload = await read(core, id);
  if (upload.received !== upload.size) throw new CoreError('CONFLICT', t('core:upload.notWhole'));
  return { path: upload.path };
}

/** Deletes a file, since it holds contacts unencrypted. */
export async function dropUpload(core: UploadPlace, id: string): Promise<void> {
  const kept = await keptOf(core);
  const upload = kept.get(id);
  kept.delete(id);
  if (upload) await rm(upload.path, { force: true });
}

/**
 * Lets a file stay for an hour, to be imported again, then deletes it, since it holds contacts unencrypted.
 */
export async function keepUpload(core: UploadPlace, id: string): Promise<void> {
  const upload = (await keptOf(core)).get(id);
  if (!upload) return;
  const until = core.ports.clock.now() + KEPT_FOR;
  upload.until = until;
  // If it was imported again meanwhile and failed, its hour began again.
  setTimeout(() => upload.until === until && void dropUpload(core, id), KEPT_FOR).unref();
}

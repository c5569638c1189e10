import { t } from '../../../shared/text/say.ts';
/** The two calls that hand a file over; `client.imports` fits. */
export type UploadCalls = {
  begin(input: { name: string; size: number }): Promise<{ uploadId: string; chunkBytes: number }>;
  append(input: { uploadId: string; offset: number; data: string }): Promise<{ received: number }>;
};

const MOST = 1024 * 1024;

/**
 * Uploads a file piece by piece, in order, each at most 1 MiB.
 * @returns the upload's id
 * @throws the server's error about the file, or AbortError when `signal` fires
 */
export async function uploadFile(
  file: File,
  calls: UploadCalls,
  options: { readonly signal: AbortSignal; readonly onProgress: (bytes: number) => void },
): Promise<string> {
  const { uploadId, chunkBytes } = await calls.begin({ name: file.name, size: file.size });
  const step = Math.max(1, Math.min(MOST, chunkBytes));
  for (let offset = 0; offset < file.size; offset += step) {
    options.signal.throwIfAborted();
    const data = await base64(file.slice(offset, offset + step));
    const { received } = await calls.append({ uploadId, offset, data });
    options.onProgress(Math.min(received, file.size));
  }
  options.signal.throwIfAborted();
  return uploadId;
}

/** Through a data address: the browser's own encoder, without a string of a million characters in between. */
function base64(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = String(reader.result);
      resolve(address.slice(address.indexOf(',') + 1));
    };
    reader.onerror = () => reject(new Error(t('parts:unreadable')));
    reader.readAsDataURL(piece);
  });
}

import { useEffect, useRef, useState } from 'react';
import type { FileOptions, Preview } from '../../../shared/contract/lists.ts';
import { client, errorMessage } from '../../client.ts';
import { uploadFile } from './upload.ts';

export type UploadStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'uploading'; readonly name: string; readonly sent: number; readonly size: number }
  | { readonly kind: 'reading'; readonly name: string }
  | {
      readonly kind: 'ready';
      readonly name: string;
      readonly uploadId: string;
      readonly preview: Preview;
      /** How the file is read, where somebody changed it. */
      readonly file: FileOptions;
    }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };

/** From a file on this computer to a preview of its rows. One file at a time; a new one replaces the last. */
export function useUpload() {
  const [stage, setStage] = useState<UploadStage>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);

  useEffect(() => () => running.current?.abort(), []);

  async function take(file: File) {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const show = (next: UploadStage) => {
      if (running.current === abort) setStage(next);
    };
    const { name, size } = file;
    show({ kind: 'uploading', name, sent: 0, size });
    try {
      const uploadId = await uploadFile(file, client.imports, {
        signal: abort.signal,
        onProgress: (sent) => show({ kind: 'uploading', name, sent, size }),
      });
      show({ kind: 'reading', name });
      const preview = await client.imports.preview({ uploadId });
      show({ kind: 'ready', name, uploadId, preview, file: {} });
    } catch (error) {
      if (!abort.signal.aborted) show({ kind: 'failed', name, message: errorMessage(error) });
    }
  }

  /** Looks at a file that the console has already, such as a list from a system. */
  async function look(uploadId: string, name: string) {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const show = (next: UploadStage) => {
      if (running.current === abort) setStage(next);
    };
    show({ kind: 'reading', name });
    try {
      const preview = await client.imports.preview({ uploadId });
      show({ kind: 'ready', name, uploadId, preview, file: {} });
    } catch (error) {
      show({ kind: 'failed', name, message: errorMessage(error) });
    }
  }

  /** Reads the same file in another way. */
  async function reread(file: FileOptions) {
    if (stage.kind !== 'ready') return;
    const { name, uploadId } = stage;
    try {
      setStage({
        kind: 'ready',
        name,
        uploadId,
        preview: await client.imports.preview({ uploadId, file }),
        file,
      });
    } catch (error) {
      setStage({ kind: 'failed', name, message: errorMessage(error) });
    }
  }

  function clear() {
    running.current?.abort();
    running.current = null;
    setStage({ kind: 'idle' });
  }

  return { stage, take, look, reread, clear };
}

import { saveFile } from './download.ts';

/** Where the pieces of a file go. */
export type Sink = {
  readonly write: (piece: string) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Nothing of it is kept. */
  readonly drop: () => Promise<void>;
};

type Picker = (options: { suggestedName: string; types: object[] }) => Promise<FileSystemFileHandle>;

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

/** Kept in memory until it is whole, then handed to the browser as a download. */
function download(fileName: string): Sink {
  const pieces: string[] = [];
  return {
    write: async (piece) => void pieces.push(piece),
    close: async () => saveFile(fileName, new Blob(pieces, { type: 'text/csv;charset=utf-8' })),
    drop: async () => void pieces.splice(0),
  };
}

/**
 * Asks where the file goes and writes straight into it, so that no size is too large; where the browser
 * cannot, it becomes a download. Null: the person changed their mind. To be called by a click, before
 * anything is awaited.
 */
export async function openSink(fileName: string): Promise<Sink | null> {
  const picker = 'showSaveFilePicker' in window ? (window.showSaveFilePicker as Picker) : undefined;
  if (picker === undefined) return download(fileName);
  try {
    const types = [{ accept: { 'text/csv': ['.csv'] } }];
    const handle = await picker.call(window, { suggestedName: fileName, types });
    const stream = await handle.createWritable();
    return {
      write: (piece) => stream.write(piece),
      close: () => stream.close(),
      drop: () => stream.abort(),
    };
  } catch (error) {
    return isAbort(error) ? null : download(fileName);
  }
}

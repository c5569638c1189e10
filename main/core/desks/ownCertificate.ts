import { readFile } from 'node:fs/promises';
import { keep, written } from '../../../shared/text/stored.ts';
import { codeOf, KeptError } from '../base/errors.ts';
import type { DeskTls } from '../base/ports.ts';

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new KeptError(
      keep('desks:certificate.unread', { file: written(file), code: written(codeOf(error)) }),
      { cause: error },
    );
  }
}

/** The organisation's certificate and key, as PEM. @throws KeptError where a file cannot be read */
export async function readOwnCertificate(files: {
  readonly certFile: string;
  readonly keyFile: string;
}): Promise<DeskTls> {
  const [cert, key] = await Promise.all([read(files.certFile), read(files.keyFile)]);
  return { cert, key };
}

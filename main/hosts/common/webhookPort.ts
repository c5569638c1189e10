import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../../../shared/text/stored.ts';
import { writeAtomically } from './atomicFile.ts';
import { PortError } from './listen.ts';

/** Beside the stores, since tunnels and proxies are set up with this port. */
const FILE = 'webhook-port';

function keptPort(file: string): number {
  try {
    const port = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : 0;
  } catch {
    return 0;
  }
}

/**
 * Opens the webhook port by `open`, which resolves to the port that it got: the one that was asked for
 * (`asked`, 1 to 65535), or with 0 the one of the last time, which is kept in the data folder. Only the very
 * first time any free port does. A kept port that is taken is an error: on another one the providers' calls
 * would go nowhere, and a STOP among them would be lost.
 * @throws PortError saying what to do
 */
export async function openKeptPort<T extends { readonly port: number }>(
  dataDir: string,
  asked: number,
  open: (port: number) => Promise<T>,
): Promise<T> {
  const file = join(dataDir, FILE);
  const kept = keptPort(file);
  const opened = await open(asked || kept).catch((error: unknown) => {
    if (asked !== 0 || !(error instanceof PortError)) throw error;
    throw new PortError(keep('host:webhookPortTaken', { port: kept }), { cause: error });
  });
  if (opened.port !== kept) await writeAtomically(file, `${opened.port}\n`);
  return opened;
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, KeyStore, Ports } from '../../core/ports.ts';
import { createIds } from './ids.ts';
import { createLogger } from './logger.ts';

const clock: Clock = { now: () => Date.now() };

/** The real world for the core: clock, ids, randomness, log, network. Only the host's own doors are handed in. */
export function createPorts(options: {
  readonly dataDir: string;
  readonly keyStore: KeyStore;
  newWindow(): string | null;
  webhookBase(): string | null;
}): Ports {
  return {
    clock,
    ids: createIds(clock),
    random: {
      bytes: (length) => randomBytes(length),
      fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    },
    log: createLogger(join(options.dataDir, 'heed.log'), clock),
    fetch: (...call) => fetch(...call),
    ...options,
  };
}

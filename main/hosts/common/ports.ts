import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createIds } from '../../core/base/ids.ts';
import type { Clock, DesksPort, DesktopPort, KeptSignIns, KeyStore, Ports } from '../../core/base/ports.ts';
import { plainFetch } from '../../core/providers/plainFetch.ts';
import { recordCrashesIn } from './crashRecords.ts';
import { createLogger } from './logger.ts';
import { problemReport } from './problemReport.ts';

/**
 * The computer's clock. HEED_NOW (UTC milliseconds at the start of the process) moves it, so that a test or a
 * rehearsal can run at a chosen hour; whoever can set it could set the computer's clock as well.
 */
function machineClock(env: NodeJS.ProcessEnv): Clock {
  const start = Number(env.HEED_NOW ?? Number.NaN);
  const offset = Number.isFinite(start) ? start - Date.now() : 0;
  return { now: () => Date.now() + offset };
}

/** The core's ports: clock, ids, random bytes, log, network. The host passes in the others. */
export function createPorts(options: {
  readonly dataDir: string;
  readonly keyStore: KeyStore;
  newWindow(): string | null;
  webhookBase(): string | null;
  readonly desktop?: DesktopPort;
  readonly signIns?: KeptSignIns;
  readonly desks?: DesksPort;
}): Ports {
  const clock = machineClock(process.env);
  const { dataDir } = options;
  recordCrashesIn(dataDir);
  return {
    clock,
    ids: createIds(clock),
    random: {
      bytes: (length) => randomBytes(length),
      fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    },
    log: createLogger(join(dataDir, 'heed.log'), clock),
    fetch: plainFetch,
    problemReport: (core) => {
      const host = options.desktop ? 'desktop program' : 'window of a browser';
      return problemReport({ dataDir, host, now: clock.now(), core });
    },
    ...options,
  };
}

import { join } from 'node:path';
import { createExchange } from '../../../main/core/consoles/exchange.ts';
import type { LogAddress } from '../../../main/core/consoles/log/address.ts';
import { openLog } from '../../../main/core/consoles/log/postgresLog.ts';
import { setUp } from '../../../main/core/consoles/log/setUp.ts';
import { oneKey, type Sealing } from '../../../main/core/consoles/seal.ts';
import { optOut } from '../../../main/core/optOuts/optOut.ts';
import { isOptedOut } from '../../../main/core/people/optedOut.ts';
import { beginCapture } from '../../../main/core/store/capture/capture.ts';
import { setMeta } from '../../../main/core/store/meta.ts';
import { NOTHING } from '../../../shared/text/stored.ts';
import { firstOf } from '../../consoles/firstOf.ts';
import { newDatabase, type Server } from '../../consoles/postgres.ts';
import { type BenchCore, copyStore, numberOf, openBench } from '../stores.ts';

/** Consoles over a real log, each with an encrypted store of its own; all of them in this process. */

export const SEALING: Sealing = { organisation: 'bench', keys: oneKey(Buffer.alloc(32, 7)) };

export type Log = ReturnType<typeof openLog>;
export type BenchConsole = ReturnType<typeof consoleOn>;

/** A log in a database of its own, with a line for each console, which the caller closes. */
export async function logsFor(server: Server, names: readonly string[]) {
  const owner: LogAddress = await newDatabase(server);
  const first = openLog(await setUp(owner, { ...firstOf(SEALING.organisation), id: names[0] ?? 'a' }));
  const logs: Log[] = [first];
  for (const id of names.slice(1)) {
    const sealed = Buffer.from([1]);
    const { user, password } = await first.invite({
      id,
      seconds: 3600,
      sealedName: sealed,
      sealedKey: sealed,
    });
    const invited = openLog({ ...owner, user, password });
    const accepted = await invited.accept();
    await invited.close();
    const log = openLog({ ...owner, user, password: accepted.password });
    await log.tellKey(1, sealed);
    logs.push(log);
  }
  return { owner, logs };
}

/** A console whose store is a copy of `seed`. */
export function consoleOn(log: Log, name: string, seed: string, folder: string) {
  copyStore(seed, join(folder, name));
  const core = openBench(join(folder, name), (db) => setMeta(db, 'device', name.padEnd(5, '-')));
  core.write((tx) => beginCapture(tx.db));
  const exchange = createExchange({
    ...{ core, log, sealing: SEALING, console: name },
    renew: async () => undefined,
    clean: async () => undefined,
  });
  return { name, core, log, exchange };
}

/** Opts out whoever has these indexes, in one transaction. */
export function optOutSome(core: BenchCore, indexes: readonly number[]): void {
  core.write((tx) => {
    for (const index of indexes) {
      const number = numberOf(index);
      optOut(core, tx, {
        ...{ subject: core.subject(number), number, cause: 'manual', actorId: null, reason: NOTHING },
        ...{ rule: '', matched: '', conversationId: null, messageId: null, senderNumberId: null },
        ...{ importId: null, saidAt: tx.now, receivedAt: tx.now },
      });
    }
  });
}

export const isOut = (core: BenchCore, index: number): boolean =>
  isOptedOut(core.db, core.subject(numberOf(index)));

import { keep } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { openKeyring, readSecrets } from './keys/keyring.ts';
import { renewKey } from './keys/renew.ts';
import { createLeases, type Leases } from './lease.ts';
import { LogError } from './log/changeLog.ts';
import { openLog } from './log/postgresLog.ts';
import type { Place } from './place.ts';
import type { Sealing } from './seal.ts';
import { isLong, LOOK_EVERY } from './shorten.ts';
import { laySnapshot } from './snapshot.ts';

export type Log = ReturnType<typeof openLog>;

/** This console at work in the log of its organisation. */
export type United = {
  readonly place: Place;
  readonly log: Log;
  readonly sealing: Sealing;
  readonly exchange: Exchange;
  /** For which connections this console sends. */
  readonly leases: Leases;
  /**
   * Makes a new key where somebody who has gone has the newest one. Where it cannot now, the console that
   * sweeps tries again with each look at the log. @throws StoreError
   */
  renewKey(): Promise<void>;
  /** Begins exchanging and sending. */
  start(needs: Needs): void;
  /** Lays down the store for consoles that join. @throws LogError; StoreError */
  snapshot(): Promise<void>;
  stop(): Promise<void>;
};

/** What it needs of the rest of the console. */
export type Needs = {
  /** Cleans what was erased out of the store's file. */
  readonly clean: () => Promise<void>;
  /** Connections through which this console could send now. */
  readonly usable: () => readonly string[];
};

/**
 * From now on this console sends only for what it holds; it exchanges nothing before `start`.
 * @throws KeptError where the secrets are missing, such as after the key store was emptied
 */
export async function openUnited(core: OpenedCore, place: Place): Promise<United> {
  const { secrets } = core;
  const had = await readSecrets(secrets, place);
  if (had === null) throw new KeptError(keep('consoles:trouble.secrets'));
  const log = openLog({ ...place.address, password: had.password });
  const sealing = openKeyring({ core, secrets, log, place, own: had.own, keys: had.keys });
  const renew = async () => {
    try {
      const waits = await renewKey({ core, log, sealing, console: place.console, own: had.own });
      if (waits) snapshot().catch(notLaid);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      core.ports.log.warn('key-not-renewed', { why: error.code });
    }
  };
  let needs: Needs = { clean: async () => undefined, usable: () => [] };
  const clean = () => needs.clean();
  const usable = () => needs.usable();
  const trouble = () => exchange.trouble()?.error ?? null;
  const exchange = createExchange({ core, log, sealing, console: place.console, clean, renew });
  const leases = createLeases({ core, log, console: place.console, ways: exchange.courier, usable, trouble });
  core.shareSending(leases.right);
  let laying: Promise<void> | null = null;
  function snapshot(): Promise<void> {
    laying ??= (async () => {
      const { heads } = await exchange.courier.send([]);
      await laySnapshot({ core, log, sealing, console: place.console }, heads.get(place.console) ?? 0);
      await log.compact();
    })().finally(() => {
      laying = null;
    });
    return laying;
  }

  const notLaid = (error: unknown) =>
    core.ports.log.warn('snapshot-failed', { name: error instanceof Error ? error.name : 'unknown' });

  /** One console of all keeps the log short. */
  async function shorten(): Promise<void> {
    if (!core.sending.sweeps() || exchange.trouble() !== null) return;
    try {
      if (await isLong(log)) await snapshot();
    } catch (error) {
      notLaid(error);
    }
  }
  let looking: NodeJS.Timeout | undefined;

  return {
    place,
    log,
    sealing,
    exchange,
    leases,
    renewKey: renew,
    start(given) {
      needs = given;
      exchange.start();
      leases.start();
      looking = setInterval(() => void shorten(), LOOK_EVERY);
    },
    snapshot,
    async stop() {
      clearInterval(looking);
      await leases.stop();
      await exchange.stop();
      await log.close();
      await laying?.catch(() => undefined);
    },
  };
}

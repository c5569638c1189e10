import type { ConnectionRow, Connections } from '../connections.ts';
import { setConnectionState } from '../connections.ts';
import type { Core } from '../context.ts';
import { type Adapter, ProviderError } from '../providers/provider.ts';
import { all, one } from '../store/statement.ts';
import { holdForGaps } from './gap.ts';
import { receive } from './receive.ts';

/** Milliseconds between polls where replies are polled, and between gap sweeps where they are pushed. */
const POLL_EVERY = { real: 5000, simulator: 750 };
const SWEEP_EVERY = { real: 60_000, simulator: 5000 };
/** After this long without a receipt a text counts as sent for good. */
const LOOK_BACK = 24 * 3_600_000;

export type Poller = {
  start(): void;
  stop(): Promise<void>;
  /** Reads every connection once, now. */
  round(): Promise<void>;
};

function openSince(core: Core, connectionId: string): number | null {
  const row = one<{ at: number | null }>(
    core.db,
    "SELECT min(claimed_at) AS at FROM message WHERE connection_id = ? AND state = 'sent' AND claimed_at > ?",
    connectionId,
    core.ports.clock.now() - LOOK_BACK,
  );
  return row?.at ?? null;
}

async function pullOnce(
  core: Core,
  row: ConnectionRow,
  adapter: Adapter,
  signal: AbortSignal,
): Promise<void> {
  const numbers = all<{ number: string }>(
    core.db,
    'SELECT number FROM sender_number WHERE connection_id = ?',
    row.id,
  );
  const result = await adapter.pull(
    {
      cursor: row.cursor,
      numbers: numbers.map((sender) => sender.number),
      openSince: openSince(core, row.id),
    },
    signal,
  );
  receive(core, { connectionId: row.id, profile: row.profile, adapter }, result, { cursor: result.cursor });
  holdForGaps(core, row.id, result.gaps);
}

/** Reads replies and statuses from every connection in use, each at its own pace; a provider that fails is asked again later. */
export function createPoller(core: Core, connections: Connections): Poller {
  const stopping = new AbortController();
  const nextAt = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let under: Promise<void> = Promise.resolve();

  async function read(row: ConnectionRow): Promise<void> {
    const adapter = connections.adapterOf(row.id);
    if (!adapter || row.state === 'untested') return;
    try {
      await pullOnce(core, row, adapter, AbortSignal.any([stopping.signal, AbortSignal.timeout(60_000)]));
    } catch (error) {
      if (stopping.signal.aborted) return;
      const kind = error instanceof ProviderError ? error.kind : 'unexpected';
      core.ports.log.warn('poll-failed', { connection: row.id, kind });
      if (error instanceof ProviderError && error.kind === 'credentials') {
        setConnectionState(core, row.id, 'stopped', error.message);
      }
    }
  }

  const every = (row: ConnectionRow): number => {
    const pace = connections.adapterOf(row.id)?.inbound === 'webhook' ? SWEEP_EVERY : POLL_EVERY;
    return row.provider === 'simulator' ? pace.simulator : pace.real;
  };

  async function round(due: (row: ConnectionRow) => boolean): Promise<void> {
    await Promise.all(
      connections
        .rows()
        .filter(due)
        .map(async (row) => {
          await read(row);
          nextAt.set(row.id, performance.now() + every(row));
        }),
    );
  }

  function tick(): void {
    under = round((row) => (nextAt.get(row.id) ?? 0) <= performance.now()).finally(() => {
      if (!stopping.signal.aborted) timer = setTimeout(tick, 250);
    });
  }

  return {
    start: tick,
    round: () => round(() => true),
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await under;
    },
  };
}

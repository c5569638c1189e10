import { keep, written } from '../../../shared/text/stored.ts';
import { stopConnection } from '../connections/connectionState.ts';
import type { ConnectionRow, Connections } from '../connections/connections.ts';
import { isDrained, isInboundFresh } from '../connections/drained.ts';
import { append } from '../ledger/append.ts';
import { releaseStale } from '../outbox/release.ts';
import { type Adapter, ProviderError, type PullResult } from '../providers/provider.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { StoreError } from '../store/types.ts';
import { holdForGaps } from './gap.ts';
import { receive } from './receive.ts';

const day = (at: number) => written(new Date(at).toISOString().slice(0, 10));

/**
 * Heed was closed for longer than the provider's list reaches back (Bandwidth: fourteen days), so a STOP of
 * that time may be lost, and nobody can tell whose. Sending stops until an admin has searched elsewhere and
 * tests the connection again.
 */
function stopForUnseen(core: Core, connectionId: string, unseen: PullResult['unseen'] & {}): void {
  core.write((tx) => {
    append(core, tx, {
      kind: 'inbound-unseen',
      actorId: null,
      evidenceId: connectionId,
      payload: { from: unseen.from, to: unseen.to },
    });
  });
  stopConnection(core, connectionId, keep('kept:unseen', { from: day(unseen.from), to: day(unseen.to) }));
}

/** Milliseconds between polls, and between sweeps where replies come by webhook. */
const POLL_EVERY = { real: 5000, simulator: 750 };
const SWEEP_EVERY = { real: 60_000, simulator: 5000 };
/** Milliseconds between sweeps at most, while texts wait for replies to be read. */
const SWEEP_WHILE_WAITING = 10_000;
/** Milliseconds between two checks for a connection that is due. */
const CHECK_EVERY = 250;
/** Milliseconds without a receipt after which a text stays "sent" for good. */
const NO_RECEIPT_AFTER = 24 * 3_600_000;

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
    core.ports.clock.now() - NO_RECEIPT_AFTER,
  );
  return row?.at ?? null;
}

/** Reads one page of one connection. */
async function pullOnce(
  core: Core,
  row: ConnectionRow,
  adapter: Adapter,
  signal: AbortSignal,
): Promise<{ readonly more: boolean; readonly drained: boolean }> {
  const beganAt = core.ports.clock.now();
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
  holdForGaps(core, row.id, result.gaps, core.inbound.readSince(row.id, beganAt));
  if (result.unseen) stopForUnseen(core, row.id, result.unseen);
  const drained = isDrained(core, row, adapter.inbound, result, beganAt);
  core.inbound.reached(row.id, Math.max(0, beganAt - (result.readTo ?? beganAt)));
  receive(core, { connectionId: row.id, adapter }, result, {
    cursor: result.cursor,
    whole: drained,
  });
  return { more: result.more === true, drained };
}

/** Heed works on the store for a while, so nothing can be written; no person need act. */
const isHeld = (error: unknown) => error instanceof StoreError && error.code === 'held';

/**
 * Reads replies and statuses of every connection in use, each at its own interval; a provider that fails is
 * asked again later.
 */
export function createPoller(core: Core, connections: Connections): Poller {
  const stopping = new AbortController();
  const nextAt = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | null = null;

  /** Another console reads the others. */
  const ours = () => connections.rows().filter(({ id }) => core.sending.reads(id));

  const every = (row: ConnectionRow): number => {
    const pace = connections.adapterOf(row.id)?.inbound === 'webhook' ? SWEEP_EVERY : POLL_EVERY;
    return row.provider === 'simulator' ? pace.simulator : pace.real;
  };

  const isFresh = ({ id, last_inbound_ok_at }: ConnectionRow) =>
    isInboundFresh(
      core,
      { connection_id: id, last_inbound_ok_at },
      readSettings(core.db).inboundLimitMinutes,
      core.ports.clock.now(),
    );

  /** Notes that a polled provider must be read again. For webhooks, the webhook port notes it. */
  function miss(connectionId: string): void {
    nextAt.delete(connectionId);
    if (connections.adapterOf(connectionId)?.inbound === 'poll')
      core.inbound.missed(connectionId, core.ports.clock.now());
  }

  /** Reads one connection; returns how many milliseconds to wait before the next time. */
  async function read(row: ConnectionRow): Promise<number> {
    const adapter = connections.adapterOf(row.id);
    if (!adapter || row.state === 'untested') return every(row);
    const wasFresh = isFresh(row);
    try {
      const { more, drained } = await pullOnce(
        core,
        row,
        adapter,
        AbortSignal.any([stopping.signal, AbortSignal.timeout(60_000)]),
      );
      if (drained && !wasFresh) releaseStale(core);
      if (core.inbound.read(row.id) || drained !== wasFresh) core.changes.publish(['connections']);
      return more
        ? 0
        : Math.min(every(row), drained || wasFresh ? Number.POSITIVE_INFINITY : SWEEP_WHILE_WAITING);
    } catch (error) {
      if (stopping.signal.aborted) return 0;
      if (isHeld(error)) {
        miss(row.id);
        return 0;
      }
      const known = error instanceof ProviderError ? error : null;
      core.ports.log.warn('poll-failed', { connection: row.id, kind: known?.kind ?? 'unexpected' });
      if (adapter.inbound === 'poll' || known === null || known.kind === 'unreachable') {
        const first = core.inbound.cutSince(row.id) === null;
        core.inbound.cut(row.id, core.ports.clock.now());
        if (first) core.changes.publish(['connections']);
      }
      if (known?.kind === 'credentials') stopConnection(core, row.id, known.kept);
      return Math.max(every(row), known?.retryAfterMs ?? 0);
    }
  }

  function noteBroken(error: unknown): void {
    core.report(error);
    core.ports.log.error('poll-broken', { name: error instanceof Error ? error.name : 'unknown' });
  }

  /** One reading at a time for each connection, so that a slow provider does not delay others. */
  function begin(row: ConnectionRow): Promise<void> {
    const already = underWay.get(row.id);
    if (already) return already;
    const work = read(row)
      .catch((error: unknown) => {
        // Noting the failure failed too.
        noteBroken(error);
        return every(row);
      })
      .then((pause) => {
        nextAt.set(row.id, performance.now() + pause);
      })
      .finally(() => underWay.delete(row.id));
    underWay.set(row.id, work);
    return work;
  }

  function tick(): void {
    if (core.inbound.beat(core.ports.clock.now())) {
      // After a sleep everything is read again at once, before anything leaves.
      nextAt.clear();
      core.changes.publish(['connections']);
    }
    try {
      const trouble = core.trouble();
      const held = isHeld(trouble);
      for (const row of ours()) {
        // While Heed works on the store nothing can be stored; afterwards the connection is read at once,
        // before anything leaves.
        if (held) miss(row.id);
        if (held) continue;
        if (!underWay.has(row.id) && core.inbound.asked(row.id)) nextAt.delete(row.id);
        if ((nextAt.get(row.id) ?? 0) <= performance.now()) void begin(row);
        // What comes while the store cannot be written is read before anything leaves, also where no reading
        // was due meanwhile.
        else if (trouble !== null && connections.adapterOf(row.id)?.inbound === 'poll')
          core.inbound.missed(row.id, core.ports.clock.now());
      }
    } catch (error) {
      noteBroken(error);
    }
    timer = setTimeout(tick, CHECK_EVERY);
  }

  return {
    start: tick,
    async round() {
      await Promise.all(ours().map(begin));
    },
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await Promise.all(underWay.values());
    },
  };
}

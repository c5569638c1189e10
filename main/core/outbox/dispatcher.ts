import { setTimeout as pause } from 'node:timers/promises';
import type { VendorFacts } from '../../../shared/providers/facts.ts';
import { VENDORS } from '../../../shared/providers/index.ts';
import { keep } from '../../../shared/text/stored.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { loseTexts } from '../conversations/messageRecord.ts';
import { pictureOfText } from '../pictures/outgoing.ts';
import type { Adapter, OutgoingPicture, SendOutcome } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';
import { sql } from '../store/statement.ts';
import { StoreError } from '../store/types.ts';
import { type Claimed, claim, mayStillLeave } from './claim.ts';
import { releaseAhead, releasePutBack } from './release.ts';
import { attemptId, loseOutcome, refusesPerson, settle, UNCONFIRMED } from './settle.ts';
import { createWays, isPushedBack } from './ways.ts';

/** Texts that one turn claims at most, so that its transaction stays short. */
const GROUP = 64;
/** Milliseconds after which a turn claims no further text, so that a STOP need not wait. */
const CLAIM_WITHIN = 25;
/** Texts of all connections that are being sent or written down at once. */
const AT_ONCE = 512;
/** Milliseconds in which the provider must answer, else the outcome is unknown. */
const SEND_TIMEOUT = 30_000;
/** Seconds after which a provider drops what it could not deliver, so that nothing outlives an opt-out. */
const VALID_FOR = 300;
/** Milliseconds by which a clock is put back at least for it to have been wrong. */
const PUT_BACK = 1000;
/** Milliseconds between two looks for texts of a console whose clock runs ahead. */
const LOOK_AHEAD_EVERY = 60_000;
/** Milliseconds between two turns when nothing wakes the dispatcher. */
const IDLE_WAIT = 1000;

export type Dispatcher = {
  start(): void;
  wake(): void;
  /** Claims nothing more and waits for the texts that are being sent. */
  stop(): Promise<void>;
  /**
   * Does one turn and waits for its texts; for tests that control the clock. Returns how many were claimed.
   */
  turn(): Promise<number>;
};

/**
 * Texts that were going out when the process ended may have left: their outcome is unknown (design, section
 * 3). Call it before dispatching. Beside other consoles only those of a connection can be told from what
 * another console sends: when we take over its lease.
 */
export function recoverInterrupted(core: Core): number {
  if (!core.sending.alone) return 0;
  return core.write((tx) => {
    const interrupted = loseTexts(tx, sql`TRUE`, keep('kept:send.closedWhile'));
    if (interrupted > 0) faultPoint('dispatcher.recovered');
    return interrupted;
  });
}

/** Whether it takes pictures; a connection that is gone is told of elsewhere. */
const carries = (adapter: Adapter | null): boolean =>
  adapter === null || (VENDORS[adapter.vendor] as VendorFacts).pictures !== null;

/** Gives queued texts to their providers. The only caller of `Adapter.send`. */
export function createDispatcher(
  core: Core,
  adapterOf: (connectionId: string) => Adapter | null,
): Dispatcher {
  const ways = createWays(adapterOf);
  const underWay = new Set<Promise<void>>();
  /**
   * Texts whose persons the provider refuses, which the store could not be told yet: until it knows, nothing
   * leaves.
   */
  const refusals = new Set<Claimed>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  /** When `timer` ends, by the clock of `performance`. */
  let due = 0;
  let soon: NodeJS.Immediate | null = null;
  let turning: Promise<number> | null = null;
  let again = false;
  let started = false;
  /** The clock at the last turn; it may have been put back while nothing ran. UTC milliseconds. */
  let latest = Number.POSITIVE_INFINITY;
  /** When it last looked for texts of clocks that run ahead. UTC milliseconds. */
  let lookedAhead = Number.NEGATIVE_INFINITY;

  /** The picture that goes with a text; undefined: none does; null: it cannot be read now. */
  function pictureFor({ withPicture, messageId }: Claimed): OutgoingPicture | undefined | null {
    if (!withPicture) return undefined;
    try {
      return pictureOfText(core.db, messageId);
    } catch (error) {
      core.report(error);
      core.ports.log.error('picture-unread', {
        message: messageId,
        name: error instanceof Error ? error.name : 'unknown',
      });
      return null;
    }
  }

  async function deliver(claimed: Claimed): Promise<void> {
    const way = ways.of(claimed.connectionId);
    const adapter = way?.adapter ?? null;
    const ended = way?.begin();
    const confirming = core.sending.confirm(claimed.connectionId);
    if (confirming !== true && !(await confirming)) {
      ended?.(null);
      faultPoint('dispatcher.unconfirmed');
      await writeDown(claimed, { kind: 'retry', code: UNCONFIRMED, detail: keep('kept:send.unconfirmed') });
      return;
    }
    if (confirming !== true) faultPoint('dispatcher.confirmed');
    const picture = pictureFor(claimed);
    // It never leaves without its picture.
    const without = claimed.withPicture && (picture === undefined || !carries(adapter));
    faultPoint('dispatcher.sending');
    const outcome: SendOutcome =
      picture === null
        ? { kind: 'retry', code: 'picture', detail: keep('kept:send.withoutPicture') }
        : without
          ? {
              kind: 'refused',
              errorClass: 'failed',
              code: 'picture',
              detail: keep('kept:send.withoutPicture'),
            }
          : adapter
            ? await adapter
                .send(
                  {
                    attemptId: attemptId(claimed.messageId, claimed.attempt),
                    from: claimed.from,
                    to: claimed.to,
                    body: claimed.body,
                    ...(picture === undefined ? {} : { picture }),
                    validForSeconds: VALID_FOR,
                    mayLeave: () => {
                      faultPoint('dispatcher.leaving');
                      return refusals.size === 0 && mayStillLeave(core, claimed);
                    },
                  },
                  AbortSignal.timeout(SEND_TIMEOUT),
                )
                .catch((error: unknown): SendOutcome => {
                  core.ports.log.error('send-threw', {
                    connection: claimed.connectionId,
                    name: error instanceof Error ? error.name : 'unknown',
                  });
                  return { kind: 'unknown', detail: keep('kept:send.notUnderstood') };
                })
            : { kind: 'retry', code: 'no-connection', detail: keep('kept:send.connectionGone') };
    faultPoint('dispatcher.answered');
    ended?.(picture === null ? null : outcome);
    if (way !== null && picture !== null && outcome.kind === 'retry' && isPushedBack(outcome)) {
      const now = core.ports.clock.now();
      // A provider that cannot be reached cannot be read either, so its replies must be read before more
      // leaves.
      if (outcome.unreachable) core.inbound.cut(claimed.connectionId, now);
      way.pause(claimed.from, now, outcome.afterMs ?? 1000);
    }
    // Planned before it, so that the next texts are claimed in the transaction in which it is written.
    schedule(0);
    if (refusesPerson(outcome)) refusals.add(claimed);
    try {
      await writeDown(claimed, outcome);
    } finally {
      refusals.delete(claimed);
    }
  }

  /**
   * Writes the outcome down, repeatedly while the store cannot be written. If Heed stops meanwhile, or it
   * cannot be written because of this text alone, the outcome is unknown, as after a crash.
   */
  async function writeDown(claimed: Claimed, outcome: SendOutcome): Promise<void> {
    let write = () => settle(core, claimed, outcome);
    for (let lost = false; ; ) {
      try {
        await write();
        return;
      } catch (error) {
        if (error instanceof StoreError) {
          if (stopping.signal.aborted) throw error;
          await pause(IDLE_WAIT, undefined, { signal: stopping.signal });
          continue;
        }
        if (lost) throw error;
        lost = true;
        core.report(error);
        core.ports.log.error('outcome-lost', {
          message: claimed.messageId,
          outcome: outcome.kind,
          name: error instanceof Error ? error.name : 'unknown',
        });
        write = () => loseOutcome(core, claimed, outcome);
      }
    }
  }

  async function claimSome(within?: number): Promise<number> {
    if (stopping.signal.aborted || underWay.size >= AT_ONCE || refusals.size > 0 || !core.recovered())
      return 0;
    // Waiting replies come first, so sending is slower while there are some.
    if (!core.repliesFirst()) {
      again = true;
      return 0;
    }
    const now = core.ports.clock.now();
    if (now < latest - PUT_BACK) releasePutBack(core, now);
    latest = now;
    if (!core.sending.alone && Math.abs(now - lookedAhead) >= LOOK_AHEAD_EVERY) {
      releaseAhead(core, now);
      lookedAhead = now;
    }
    ways.beginTurn();
    const claimed = claim(
      core,
      (row) => ways.take(row, core.ports.clock.now()),
      Math.min(GROUP, AT_ONCE - underWay.size),
      within,
    );
    if (claimed.length === GROUP) again = true;
    for (const one of claimed) {
      const work = deliver(one).catch((error: unknown) => {
        core.ports.log.error('settle-failed', { name: error instanceof Error ? error.name : 'unknown' });
      });
      const tracked = work.finally(() => underWay.delete(tracked));
      underWay.add(tracked);
    }
    return claimed.length;
  }

  /** Plans a turn; an earlier one that is planned stays. */
  function schedule(delay: number): void {
    if (stopping.signal.aborted || !started || soon !== null) return;
    // Not before outcomes of texts are written, so that both share a transaction.
    const wait = Math.max(delay, core.together.rest());
    const at = performance.now() + wait;
    if (timer !== null && due <= at) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    due = at;
    if (wait >= 1) timer = setTimeout(() => void tick(), wait);
    else
      soon = setImmediate(() => {
        soon = null;
        void tick();
      });
  }

  async function tick(): Promise<void> {
    timer = null;
    if (turning) {
      again = true;
      return;
    }
    again = false;
    turning = claimSome(CLAIM_WITHIN).catch((error: unknown) => {
      core.ports.log.error('claim-failed', { name: error instanceof Error ? error.name : 'unknown' });
      return 0;
    });
    const sent = await turning;
    turning = null;
    schedule(again ? 0 : sent > 0 ? 20 : IDLE_WAIT);
  }

  return {
    start() {
      started = true;
      schedule(0);
    },
    wake() {
      schedule(0);
    },
    async turn() {
      const sent = await claimSome();
      await Promise.all(underWay);
      return sent;
    },
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      if (soon) clearImmediate(soon);
      await turning;
      await Promise.all(underWay);
    },
  };
}

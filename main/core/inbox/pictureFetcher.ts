import { backOff } from '../base/backOff.ts';
import { createTurns } from '../base/turns.ts';
import type { Connections } from '../connections/connections.ts';
import { sentByUs } from '../outbox/ours.ts';
import { cleanPicture } from '../pictures/clean/clean.ts';
import { MOST_BYTES } from '../pictures/clean/limits.ts';
import { keepPicture, postponePicture, refusePicture } from '../pictures/pictureRecord.ts';
import type { PictureAnswer } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';
import { all, type Sql, sql } from '../store/statement.ts';

/** Pictures of one turn, which are fetched one after the other. */
const AT_ONCE = 20;
/** Milliseconds for one picture, with everything that is asked for it. */
const WITHIN = 60_000;
/** Milliseconds before a picture is tried again: the first time, and at most. */
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 3_600_000;
/** Bandwidth stores media for 48 hours; after that nothing is tried by itself. */
const GIVE_UP_AFTER = 48 * 3_600_000;

export type PictureFetcher = {
  start(): void;
  /** Fetches nothing more; what was under way is fetched again in the next run. */
  stop(): Promise<void>;
  /** Fetches everything that is due now; for tests that control the clock. */
  turn(): Promise<void>;
};

type Waiting = {
  readonly id: string;
  readonly position: number;
  readonly source: string;
  readonly attempts: number;
  readonly since: number;
  readonly subject: string;
  readonly provider_id: string | null;
  readonly connection_id: string | null;
};

function note(core: Core, row: Waiting, answer: PictureAnswer): void {
  const cleaned = answer.kind === 'bytes' ? cleanPicture(answer.bytes) : null;
  core.write((tx) => {
    if (cleaned?.ok) keepPicture(tx, row.id, cleaned.picture);
    else if (cleaned !== null) refusePicture(tx, row.id, cleaned.why);
    else if (answer.kind === 'refused') refusePicture(tx, row.id, answer.why);
    else if (tx.now - row.since >= GIVE_UP_AFTER) refusePicture(tx, row.id, 'unreachable');
    else {
      const wait = backOff(row.attempts + 1, core.ports.random.fraction(), FIRST_WAIT, LONGEST_WAIT);
      const asked = answer.kind === 'later' ? (answer.afterMs ?? 0) : 0;
      return postponePicture(tx, row.id, tx.now + Math.max(wait, Math.min(asked, LONGEST_WAIT)));
    }
    tx.touch('conversations', row.subject);
  });
}

/**
 * Fetches pictures of texts from their providers, after the texts were taken in: a picture that cannot be had
 * delays no reply. What is due stands in the store, so a crash loses nothing.
 */
export function createPictureFetcher(core: Core, adapterOf: Connections['adapterOf']): PictureFetcher {
  const stopping = new AbortController();

  const waiting = (when: Sql) =>
    all<Waiting>(
      core.db,
      sql`SELECT p.id, p.position, p.source, p.attempts, p.since, p.subject, m.provider_id, m.connection_id
        FROM message_picture p INDEXED BY message_picture_waiting JOIN message m ON m.id = p.message_id
        WHERE p.state = 'waiting' AND ${when} AND ${sentByUs(core)} ORDER BY p.next_try_at LIMIT ${AT_ONCE}`,
    );
  /** Also what a clock that ran ahead put off for longer than any wait. */
  const due = () => {
    const now = core.ports.clock.now();
    return [...waiting(sql`p.next_try_at <= ${now}`), ...waiting(sql`p.next_try_at > ${now + LONGEST_WAIT}`)];
  };

  async function fetchOne(row: Waiting): Promise<void> {
    const adapter = row.connection_id === null ? null : adapterOf(row.connection_id);
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(WITHIN)]);
    const answer: PictureAnswer =
      adapter === null || row.provider_id === null
        ? { kind: 'later' }
        : await adapter.fetchPicture(
            {
              providerId: row.provider_id,
              position: row.position,
              source: row.source,
              longest: MOST_BYTES,
            },
            signal,
          );
    if (!stopping.signal.aborted) note(core, row, answer);
  }

  async function work(): Promise<void> {
    // What was fetched could not be kept, and would be fetched again and again.
    while (!stopping.signal.aborted && core.recovered()) {
      const rows = due();
      if (rows.length === 0) return;
      for (const row of rows) {
        if (stopping.signal.aborted) return;
        await fetchOne(row);
      }
    }
  }

  const turns = createTurns(core.changes, ['conversations', 'oversight'], work, (error) => {
    core.report(error);
    core.ports.log.error('pictures-failed', { name: error instanceof Error ? error.name : 'unknown' });
  });

  return {
    start: turns.start,
    turn: work,
    async stop() {
      stopping.abort();
      await turns.stop();
    },
  };
}

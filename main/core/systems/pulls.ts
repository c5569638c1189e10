import { setTimeout as wait } from 'node:timers/promises';
import type { Pull } from '../../../shared/contract/systems.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, NOTHING, type Stored, said } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { beginGrowing, dropUpload, endGrowing, grow } from '../lists/uploads.ts';
import { readRetryAfter } from '../providers/http.ts';
import type { Core } from '../store/context.ts';
import { notePulled } from '../webhooksOut/endpointRecord.ts';
import { type Ask, createAsk } from '../webhooksOut/request.ts';
import { SystemProblem } from './connector.ts';
import { connectorOf } from './connectors.ts';
import { systemRow } from './systems.ts';

/** Lists of which the state is kept; the oldest that have ended are forgotten. */
const MOST_KEPT = 8;
/** Milliseconds for one request, which may bring a whole file. */
const TIMEOUT = 120_000;
/** Times that one page is asked for, and milliseconds that a system may ask to wait at most. */
const TRIES = 5;
const LONGEST_WAIT = 5 * 60_000;

type View = Omit<Pull, 'detail'> & { readonly detail: Stored };
type Kept = { view: View; readonly stop: AbortController; done: Promise<void> };

/** In memory, since what comes is a file in the folder of uploads, which a start empties. */
const pulls = new WeakMap<object, Map<string, Kept>>();

function pullsOf(core: Core): Map<string, Kept> {
  const found = pulls.get(core.db) ?? new Map<string, Kept>();
  pulls.set(core.db, found);
  return found;
}

function find(core: Core, id: string): Kept {
  const found = pullsOf(core).get(id);
  if (found === undefined) throw new CoreError('NOT_FOUND', t('systems:pullGone'));
  return found;
}

const inWords = (view: View): Pull => ({ ...view, detail: said(view.detail) });

/**
 * Without characters that no table has: one in somebody's name would make the import refuse all others.
 */
const readable = (csv: string) => csv.replace(/(?![\t\n\r])\p{Cc}/gu, '');

/** Asks again where a system is busy, at the pace that it asks for. */
function patient(core: Core, ask: Ask): Ask {
  return async (asked, signal) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(asked, signal);
      const { status, headers } = answer;
      const busy = status === null || status === 429 || status >= 500;
      // A job that is begun twice is two jobs.
      if (!busy || tries >= TRIES || (asked.method === 'POST' && status !== 429)) return answer;
      const pause = readRetryAfter(headers['retry-after'], core.ports.clock.now()) ?? 250 * 2 ** tries;
      await wait(Math.min(pause, LONGEST_WAIT), undefined, { signal });
    }
  };
}

async function work(
  core: Core,
  kept: Kept,
  actorId: string,
  listId: string,
  uploadId: string,
): Promise<void> {
  const { systemId } = kept.view;
  const { signal } = kept.stop;
  const connector = await connectorOf(core, systemRow(core.db, systemId), patient(core, createAsk(TIMEOUT)));
  for await (const { csv, people } of connector.pull(listId, signal)) {
    signal.throwIfAborted();
    await grow(core, uploadId, readable(csv));
    kept.view = { ...kept.view, people: kept.view.people + people };
  }
  signal.throwIfAborted();
  await endGrowing(core, uploadId);
  core.write((tx) => {
    notePulled(tx, systemId);
    append(core, tx, {
      kind: 'system-pulled',
      actorId,
      evidenceId: systemId,
      payload: { people: kept.view.people },
    });
    tx.touch('integrations');
  });
}

function problemOf(core: Core, error: unknown): Stored {
  if (error instanceof SystemProblem) return error.kept;
  core.ports.log.error('system-pull-failed', { name: error instanceof Error ? error.name : 'unknown' });
  return keep('systems:problem.notTaken');
}

/**
 * Begins to take a list of people from a system into a file, which is then imported like any other: the
 * same dry run, outcomes and facts about numbers. @throws CoreError NOT_FOUND; CONFLICT while one is under
 * way from this system
 */
export async function startPull(
  core: Core,
  actorId: string,
  systemId: string,
  listId: string,
): Promise<Pull> {
  systemRow(core.db, systemId);
  const all = pullsOf(core);
  const running = [...all.values()].some(
    ({ view }) => view.state === 'running' && view.systemId === systemId,
  );
  if (running) throw new CoreError('CONFLICT', t('systems:pullsRunning'));
  for (const [id, { view }] of [...all].slice(0, Math.max(0, all.size - MOST_KEPT + 1)))
    if (view.state !== 'running') all.delete(id);
  const uploadId = await beginGrowing(core);
  const id = core.ports.ids.next();
  const kept: Kept = {
    view: { id, systemId, state: 'running', people: 0, uploadId: null, detail: NOTHING },
    stop: new AbortController(),
    done: Promise.resolve(),
  };
  all.set(id, kept);
  kept.done = work(core, kept, actorId, listId, uploadId).then(
    () => {
      kept.view = { ...kept.view, state: 'done', uploadId };
    },
    async (error: unknown) => {
      await dropUpload(core, uploadId);
      kept.view = kept.stop.signal.aborted
        ? { ...kept.view, state: 'cancelled' }
        : { ...kept.view, state: 'failed', detail: problemOf(core, error) };
    },
  );
  return inWords(kept.view);
}

/** @throws CoreError NOT_FOUND */
export const pullState = (core: Core, id: string): Pull => inWords(find(core, id).view);

/** Stops taking a list and waits until it has. @throws CoreError NOT_FOUND */
export async function cancelPull(core: Core, id: string): Promise<Pull> {
  const kept = find(core, id);
  kept.stop.abort();
  await kept.done;
  return inWords(kept.view);
}

/** Resolves when the list was taken, or not; for tests. @throws CoreError NOT_FOUND */
export async function pullEnded(core: Core, id: string): Promise<Pull> {
  await find(core, id).done;
  return pullState(core, id);
}

/** Stops all of them, before the store closes. */
export async function stopPulls(core: Core): Promise<void> {
  const all = [...pullsOf(core).values()];
  for (const { stop } of all) stop.abort();
  await Promise.all(all.map(({ done }) => done));
}

import { join } from 'node:path';
import { t } from '../../../shared/text/say.ts';
import { keep } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { forgetSettings } from '../settings/settings.ts';
import type { StoreKey } from '../store/open.ts';
import { one } from '../store/statement.ts';
import { StoreError } from '../store/types.ts';
import type { Restored } from './restore.ts';
import type { United } from './unite/unite.ts';
import type { Stage, Uniting } from './uniteTasks.ts';
import { onUniteWorker } from './uniteWorkerClient.ts';

export type UniteFile = {
  readonly file: string;
  readonly key: StoreKey;
  readonly actorId: string;
  readonly as: 'restore' | 'import';
  readonly madeAt: number;
};

export type Watching = {
  readonly signal?: AbortSignal | undefined;
  readonly tell?: ((stage: Stage) => void) | undefined;
};

/** What screens may have to show again. */
const CHANGED = [
  'conversations',
  'actions',
  'campaigns',
  'settings',
  'accounts',
  'connections',
  'jobs',
] as const;

/**
 * The folder for copies during the work. Each is encrypted with its own key; the next start removes what a
 * crash left.
 */
export const scratchOf = (storeDir: string): string => join(storeDir, '..', 'uniting.part');

/** Shown in every window while a thread writes into the store. */
const RESTING = {
  unite: () => new StoreError('held', keep('backup:held.message'), keep('backup:held.remedy')),
  rewrite: () => new StoreError('held', keep('backup:rewriting.message'), keep('backup:held.remedy')),
};

/**
 * While `work` writes into the store through another connection, this one only reads: no text is claimed,
 * webhooks are asked to call again, and replies that were polled are read again. Afterwards it continues from
 * where the other ended.
 */
async function resting<T>(
  core: OpenedCore,
  why: keyof typeof RESTING,
  work: (hold: () => Promise<void>) => Promise<T>,
): Promise<T> {
  let held = false;
  try {
    return await work(() => {
      core.freeze(RESTING[why]());
      held = true;
      // Else the log could not be emptied while it is copied.
      return core.logAtRest();
    });
  } finally {
    if (held) {
      core.catchUp();
      forgetSettings(core.db);
      core.freeze(null);
      core.changes.publish(CHANGED);
    }
  }
}

const taskOf = ({ storeDir, key }: OpenedCore, input: UniteFile): Uniting => ({
  storeDir,
  key,
  scratch: scratchOf(storeDir),
  file: input.file,
  fileKey: input.key,
  actorId: input.actorId,
  as: input.as,
  madeAt: input.madeAt,
});

/** An import writes in many transactions and would fail in the middle. @throws CoreError CONFLICT */
function refuseWhileImporting(core: OpenedCore): void {
  if (one(core.db, "SELECT 1 FROM job WHERE state = 'running' LIMIT 1"))
    throw new CoreError('CONFLICT', t('backup:importing'));
}

/**
 * Unites a back-up or an export with the store in use, on a thread and in one transaction, and verifies the
 * result. A crash leaves the store as it was, or with all of it. @throws CoreError CONFLICT; MayNotUnite,
 * Stopped, StoreError, ThreadFailed
 */
export async function uniteFile(core: OpenedCore, input: UniteFile, watching: Watching): Promise<Restored> {
  const { signal, tell } = watching;
  refuseWhileImporting(core);
  const restored = await resting(core, 'unite', (hold) => {
    let begun = false;
    const options = {
      ports: core.ports,
      signal,
      tell: (stage: Stage) => {
        tell?.(stage);
        if (stage.step === 'uniting' && !begun) faultPoint('backup.uniting');
        if (stage.step === 'uniting') begun = true;
      },
      hold: async () => {
        refuseWhileImporting(core);
        await hold();
        faultPoint('backup.restoring');
      },
    };
    return onUniteWorker(options, (line, seed) => line.ask('unite', taskOf(core, input), seed));
  });
  faultPoint('backup.restored');
  return restored;
}

/**
 * What `uniteFile` would do, tried on a copy of the store while everybody goes on working. @throws like it
 */
export async function previewUnion(core: OpenedCore, input: UniteFile, watching: Watching): Promise<United> {
  return onUniteWorker({ ports: core.ports, ...watching }, (line, seed) =>
    line.ask('preview', taskOf(core, input), seed),
  );
}

/** Rewrites the store's file, see `cleanFile`. False: somebody was reading, so it must be done again. */
export async function rewriteStore(core: OpenedCore, { signal, tell }: Watching): Promise<boolean> {
  const { storeDir, key, ports } = core;
  return resting(core, 'rewrite', (hold) =>
    onUniteWorker({ ports, signal, tell, hold }, (line, seed) =>
      line.ask('rewrite', { storeDir, key }, seed),
    ),
  );
}

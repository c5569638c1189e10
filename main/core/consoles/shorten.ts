import type { Membership } from './log/membership.ts';
import type { Snapshots } from './log/snapshots.ts';

/** Milliseconds between two looks at how long the log is. */
export const LOOK_EVERY = 3_600_000;
/** Changes that no snapshot has, at most: joining then takes a snapshot and a few minutes of changes. */
const MOST = 5000;

/** Whether the log has so many changes beside its newest snapshot that a new one is due. @throws LogError */
export async function isLong(
  log: Pick<Membership, 'consoles'> & Pick<Snapshots, 'snapshot'>,
  most: number = MOST,
): Promise<boolean> {
  const [snapshot, consoles] = [await log.snapshot(), await log.consoles()];
  const beside = consoles.reduce((sum, { id, head }) => sum + head - (snapshot?.heads.get(id) ?? 0), 0);
  return beside > most;
}

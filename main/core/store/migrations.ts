import { schema } from './schema/index.ts';
import type { Writer } from './types.ts';

/**
 * A step from one version of the store to the next: statements, or a function that may also rebuild tables.
 */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly change: string | ((db: Writer) => void);
};

/** Every step, in order. A step that was released never changes; later changes are further steps. */
export const migrations: readonly Migration[] = [{ version: 1, name: 'foundation', change: schema }];

/** The version of a store that this Heed makes. */
export const newestVersion = (steps: readonly Migration[] = migrations): number => steps.at(-1)?.version ?? 0;

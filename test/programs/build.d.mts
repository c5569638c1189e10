/** Folders and files of which the programs are made. */
export const INPUTS: readonly string[];

/** Builds dist/programs if it is stale. Throws where it cannot be built, with the builder's own words. */
export function ensurePrograms(): void;

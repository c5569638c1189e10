/** What the processes of this measure say to each other, over IPC. */

export type Task = {
  readonly storeDir: string;
  readonly key: string;
  readonly csv: string;
  /** Milliseconds for which the console is watched at rest. */
  readonly rest: number;
};

/** How long the console's main loop was late while a job ran, in milliseconds. */
export type Late = {
  readonly job: string;
  readonly p99: number;
  readonly longest: number;
  readonly seconds: number;
};
export type FromConsole = { readonly what: 'late'; readonly late: Late } | { readonly what: 'done' };

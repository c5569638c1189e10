/** A piece of the product's source, which stands there once, and what comes in its place. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };
/** One way to break the product. Where two places keep the same promise, both are broken. */
export type Mutation = {
  readonly name: string;
  readonly changes: readonly Change[];
  /** What notices it: the histories, if left out, or days of the running program. */
  readonly in?: 'running';
};

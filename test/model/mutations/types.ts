/** A piece of the product's source, which occurs there once, and what replaces it. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };
/** One way to break the product. Where two places keep the same promise, both are broken. */
export type Mutation = {
  readonly name: string;
  readonly changes: readonly Change[];
  /** Which test must notice it: the histories, if left out; days of the running program; of forty desks. */
  readonly in?: 'running' | 'desks';
};

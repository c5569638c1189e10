/** Links for many people, shown once; `csv` is the same as a file. */
export type MadeLinks = {
  readonly made: readonly { readonly id: string; readonly name: string; readonly link: string }[];
  readonly csv: string;
};

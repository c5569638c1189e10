import { type Stored, said } from '../../../shared/text/stored.ts';

/**
 * Something that keeps a host from starting and that a person can put right. Its `message` is fit to print;
 * `kept` is the same as a stored sentence, for a dialog in the person's language.
 */
export class HostError extends Error {
  readonly kept: Stored;
  constructor(kept: Stored, options?: ErrorOptions) {
    super(said(kept), options);
    this.name = new.target.name;
    this.kept = kept;
  }
}

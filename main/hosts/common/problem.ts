import { type Stored, said } from '../../../shared/text/stored.ts';

/**
 * Something that prevents a host from starting and that a person can repair. `message` can be printed; `kept`
 * is the same as a stored sentence, for a dialog in the person's language.
 */
export class HostError extends Error {
  readonly kept: Stored;
  constructor(kept: Stored, options?: ErrorOptions) {
    super(said(kept), options);
    this.name = new.target.name;
    this.kept = kept;
  }
}

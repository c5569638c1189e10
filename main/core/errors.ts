/** An act that cannot be done. `message` is a sentence for the person who asked; the RPC layer passes it on under the same code. */
export class CoreError extends Error {
  readonly code: 'NOT_FOUND' | 'CONFLICT' | 'INVALID' | 'FORBIDDEN';
  constructor(code: CoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CoreError';
    this.code = code;
  }
}

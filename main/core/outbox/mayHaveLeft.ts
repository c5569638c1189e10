/**
 * Texts that may have left, as SQL over columns of `message`, with `alias` before each. All others surely did
 * not: they were taken back, or the provider refused them (failed, without an id there), so such a first text
 * can be sent again. The unique index `message_initial` has the same words, so that two first texts of a
 * conversation can never both have left.
 */
export function mayHaveLeft(alias = ''): string {
  const of = alias === '' ? '' : `${alias}.`;
  return `${of}state NOT IN ('prevented', 'cancelled') AND (${of}state <> 'failed' OR ${of}provider_id IS NOT NULL)`;
}

/**
 * Texts that may have left, as SQL over columns of `message`; `m.` may stand before each (`alias`).
 * Everything else surely did not: it was taken back, or the provider refused to take it (failed, without an
 * id there), so a first text like that can be sent again. The unique index `message_initial` holds the same
 * words, so that no two first texts of a conversation may ever have left.
 */
export function mayHaveLeft(alias = ''): string {
  const of = alias === '' ? '' : `${alias}.`;
  return `${of}state NOT IN ('prevented', 'cancelled') AND (${of}state <> 'failed' OR ${of}provider_id IS NOT NULL)`;
}

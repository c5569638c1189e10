/**
 * Columns that hold a stored sentence (shared/text/stored.ts), by table. Values that come in from another
 * store are parsed as one, and a test checks each row of a history.
 */
export const SENTENCE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  action: ['detail'],
  campaign: ['origin', 'pause_reason'],
  connection: ['state_detail'],
  job: ['detail', 'reason', 'source'],
  job_refusal: ['detail'],
  message: ['detail'],
  opt_out: ['reason'],
  reversal: ['reason'],
  saved_list: ['source'],
  sender_number: ['stopped_detail'],
  webhook_delivery: ['detail'],
  webhook_endpoint: ['detail'],
};

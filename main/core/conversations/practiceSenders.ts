/**
 * Practice and real sending never mix (decision 28): practice connections text the numbers that are reserved
 * for fiction and no others, and real connections all others. Sources of the ranges: shared/schema/phone.ts.
 */
export const INVENTED = `(conversation.number GLOB '+1[2-9][0-9][0-9]55501[0-9][0-9]'
  OR conversation.number GLOB '+447700900[0-9][0-9][0-9]')`;

/** Whether connection `n` is for practice, as a column. */
export const IS_PRACTICE = "coalesce(json_extract(n.config, '$.practice'), 0)";

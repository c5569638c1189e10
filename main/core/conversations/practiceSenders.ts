/**
 * Practice and real sending never mix, by the number alone: one that is reserved for fiction belongs to
 * nobody, so practice connections text these and no others, and whoever is real is texted through real
 * connections only. Sources of the ranges: shared/schema/phone.ts.
 */
export const INVENTED = `(conversation.number GLOB '+1[2-9][0-9][0-9]55501[0-9][0-9]'
  OR conversation.number GLOB '+447700900[0-9][0-9][0-9]')`;

/** Whether connection `n` is one for practice, as a column. */
export const IS_PRACTICE = "coalesce(json_extract(n.config, '$.practice'), 0)";

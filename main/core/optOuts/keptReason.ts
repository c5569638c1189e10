import { en } from '../../../shared/locales/en/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { Condition } from '../access/visible.ts';

type Name = keyof typeof en.kept.reason;
const NAMES = (Object.keys(en.kept.reason) as Name[]).filter((name) => name !== 'withWords');

/** How `keep` and `written` begin. */
const KEPT = `LIKE '{"say":%'`;

/**
 * Part of a reason, as whoever asks reads it: what was typed is sought in as it is; of a stored sentence, in
 * its words in the asker's language and in what somebody added to it, never in its key. `text` is put between
 * wildcards by the caller.
 */
export function reasonHolds(column: 'o.reason' | 'r.reason', text: string, like: string): Condition {
  const wanted = text.toLowerCase();
  const meant = NAMES.filter((name) => t(`kept:reason.${name}`).toLowerCase().includes(wanted));
  const added = `coalesce(json_extract(${column}, '$.with.words'), json_extract(${column}, '$.with.text'), '')`;
  return {
    sql: `(CASE WHEN ${column} ${KEPT} AND json_valid(${column})
      THEN ${added} LIKE ? ESCAPE '\\'${meant.map(() => ` OR ${column} LIKE ?`).join('')}
      ELSE ${column} LIKE ? ESCAPE '\\' END)`,
    values: [like, ...meant.map((name) => `%kept:reason.${name}%`), like],
  };
}

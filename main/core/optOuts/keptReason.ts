import { en } from '../../../shared/locales/en/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { Condition } from '../access/visible.ts';

type Name = keyof typeof en.kept.reason;
const NAMES = (Object.keys(en.kept.reason) as Name[]).filter((name) => name !== 'withWords');

/**
 * A condition that searches a reason as the caller reads it: what somebody wrote, and Heed's own reasons in
 * the caller's language, never their keys. `text` is put between wildcards by the caller.
 */
export function reasonHolds(column: 'o.reason' | 'r.reason', text: string, like: string): Condition {
  const wanted = text.toLowerCase();
  const meant = NAMES.filter((name) => t(`kept:reason.${name}`).toLowerCase().includes(wanted));
  const added = `coalesce(json_extract(${column}, '$.with.words'), json_extract(${column}, '$.with.text'), '')`;
  return {
    sql: `(CASE WHEN json_valid(${column})
      THEN ${added} LIKE ? ESCAPE '\\'${meant.map(() => ` OR ${column} LIKE ?`).join('')} ELSE 0 END)`,
    values: [like, ...meant.map((name) => `%kept:reason.${name}%`)],
  };
}

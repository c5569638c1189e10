import { z } from 'zod';
import type { Tx } from '../store/context.ts';
import { removeMeta, setMeta } from '../store/meta.ts';
import { all, one } from '../store/statement.ts';

/** The key of `meta` for news that every admin must see: an account was recovered from the command line. */
const KEY = 'recovered-here';
const News = z.object({ account: z.string(), at: z.number(), toTell: z.array(z.string()) });
type News = z.infer<typeof News>;

const storeNews = (tx: Tx, news: News) => setMeta(tx.db, KEY, JSON.stringify(news));

/**
 * Has every admin told at their next sign-in. A later recovery replaces an earlier one; the ledger has both.
 */
export function tellAdmins(tx: Tx, accountId: string): void {
  const admins = all<{ id: string }>(
    tx.db,
    "SELECT id FROM account WHERE role = 'admin' AND active = 1 AND api_key = 0 ORDER BY id",
  );
  storeNews(tx, { account: accountId, at: tx.now, toTell: admins.map(({ id }) => id) });
}

/**
 * The news for an admin who signs in, shown once: whose account was recovered from the command line, and when
 * (UTC milliseconds).
 */
export function takeNews(tx: Tx, adminId: string): { readonly name: string; readonly at: number } | null {
  const kept = one<{ value: string }>(tx.db, 'SELECT value FROM meta WHERE key = ?', KEY)?.value;
  if (kept === undefined) return null;
  const news = News.parse(JSON.parse(kept));
  if (!news.toTell.includes(adminId)) return null;
  const toTell = news.toTell.filter((id) => id !== adminId);
  if (toTell.length === 0) removeMeta(tx.db, KEY);
  else storeNews(tx, { ...news, toTell });
  const account = one<{ name: string }>(tx.db, 'SELECT name FROM account WHERE id = ?', news.account);
  return { name: account?.name ?? '', at: news.at };
}

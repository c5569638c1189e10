import pg from 'pg';
import { backOff } from '../../base/backOff.ts';
import { connectionOf, type LogAddress } from './address.ts';

export type News = {
  readonly listen: (listener: () => void) => () => void;
  readonly close: () => Promise<void>;
};

/**
 * A line of its own on which the database tells that there is something new. It is made again when it breaks,
 * and what may have been missed meanwhile counts as news. `poll`: milliseconds after which there is news
 * without having been told.
 */
export function openNews(address: LogAddress, poll = 5_000): News {
  const listeners = new Set<() => void>();
  let closed = false;
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;
  let attempt = 0;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const timer = setInterval(tell, poll).unref();
  const lost = (broken: pg.Client) => {
    if (client !== broken) return;
    client = null;
    broken.end().catch(() => {});
    if (closed) return;
    attempt += 1;
    again = setTimeout(connect, backOff(attempt, Math.random(), 500, 30_000)).unref();
  };
  const connect = () => {
    const made = new pg.Client(connectionOf(address));
    client = made;
    made.on('error', () => lost(made)).on('end', () => lost(made));
    made.on('notification', tell);
    const begin = async () => {
      await made.connect();
      const found = await made.query<{ channel: string }>('SELECT heed.channel() AS channel');
      await made.query(`LISTEN ${pg.escapeIdentifier(found.rows[0]?.channel ?? '')}`);
      attempt = 0;
      tell();
    };
    begin().catch(() => lost(made));
  };
  return {
    listen: (listener) => {
      listeners.add(listener);
      if (client === null && again === null) connect();
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      if (again !== null) clearTimeout(again);
      listeners.clear();
      const open = client;
      client = null;
      await open?.end().catch(() => {});
    },
  };
}

import type { ClientConfig } from 'pg';
import { z } from 'zod';

/** Where a log lies, and as whom to sign in. */
export const LogAddress = z.strictObject({
  /** A name, an IP address, or the folder of a socket file (begins with a slash). */
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(63),
  user: z.string().min(1).max(63),
  password: z.string().min(1).max(1000),
  /** Certificates (PEM) of who signed the server's; null: whom this computer trusts. */
  ca: z.string().max(1_000_000).nullable(),
});
export type LogAddress = z.infer<typeof LogAddress>;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/i;

/**
 * How to connect. The line is encrypted and the server's certificate checked for its name, but on this
 * computer, where no certificates were given. Everything is named, so that no variable of the environment
 * and no file of passwords counts.
 */
export function connectionOf({ host, port, database, user, password, ca }: LogAddress): ClientConfig {
  const here = host.startsWith('/') || (LOOPBACK.test(host) && ca === null);
  return {
    host,
    port,
    database,
    user,
    password,
    ssl: here ? false : { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) },
    // Where the server offers it, whoever stands between cannot pass the sign-in on.
    enableChannelBinding: true,
    application_name: 'Heed',
    client_encoding: 'UTF8',
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

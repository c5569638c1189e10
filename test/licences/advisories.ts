import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { z } from 'zod';

/**
 * Published advisories about what is shipped or built with. `affected` and `fixed`: ranges and versions as
 * npm writes them. `node`, `undici` (Node's own) and `SQLite` stand for what no lock file names.
 */
const Advisories = z.array(
  z.strictObject({
    package: z.string().min(1),
    id: z.string().min(1),
    cve: z
      .string()
      .regex(/^CVE-\d{4}-\d+$/)
      .nullable(),
    affected: z.string().min(1),
    fixed: z.string().min(1),
    severity: z.enum(['low', 'medium', 'high', 'critical', 'unknown']),
    about: z.string().min(1),
    source: z.string().includes('https://'),
  }),
);
export type Advisory = z.infer<typeof Advisories>[number];

/** Why Heed keeps a version that an advisory is about, and the first version with which that reason ends. */
export type Acceptance = { readonly why: string; readonly until: string };

export function readAdvisories(): readonly Advisory[] {
  return Advisories.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'advisories.json'), 'utf8')));
}

export const affects = ({ affected }: Advisory, version: string): boolean =>
  satisfies(version, affected, { includePrerelease: true });

const TLS =
  'Hosts come from WHATWG URL, which writes an IPv4 address in one way; providers are reached by name.';
const SQL = 'No SQL comes from anybody; a file from elsewhere may hold no view but our own (broughtFile.ts).';
const PERMISSIONS = 'Node’s permission model is not used.';

/** By id. What a reason says about our own sources is tested beside this list, where it can be. */
export const ACCEPTED: Readonly<Record<string, Acceptance>> = {
  'CVE-2026-111497': {
    why: 'Nothing is unpacked: Node’s fetch is not used, zlib packs, and inflates only what a console of ours has sealed (changeFormat.ts, no Brotli), and an answer that is packed is refused (plainFetch.ts).',
    until: '24.22.1',
  },
  'CVE-2026-105481': { why: 'A connection carries one request: every agent is off.', until: '24.22.1' },
  'CVE-2026-105482': { why: 'Names are looked up by the system alone (dns.lookup).', until: '24.22.1' },
  'CVE-2026-105483': { why: TLS, until: '24.22.1' },
  'CVE-2026-106069': { why: TLS, until: '24.22.1' },
  'CVE-2026-106072': { why: TLS, until: '24.22.1' },
  'CVE-2026-106071': { why: PERMISSIONS, until: '24.22.1' },
  'CVE-2026-106073': { why: PERMISSIONS, until: '24.22.1' },
  'CVE-2026-106074': { why: 'No start-up snapshot is made.', until: '24.22.1' },
  'GHSA-9fm3-97px-rjf6': { why: 'Node’s WebSocket client is not used.', until: '7.30.1' },
  'CVE-2026-119374': {
    why: 'A page can be forged only with the key; of a file with a passphrase the index is made anew (broughtFile.ts).',
    until: '3.54.0',
  },
  'CVE-2026-119373': { why: 'No FTS5 table has detail=none.', until: '3.54.0' },
  'CVE-2026-119372': { why: 'There is no FTS3 or FTS4 table.', until: '3.54.0' },
  'CVE-2026-119378': { why: 'There is no R-Tree.', until: '3.54.0' },
  'CVE-2026-119379': { why: 'The session extension is not compiled in.', until: '3.54.0' },
  'CVE-2026-119371': { why: SQL, until: '3.54.0' },
  'CVE-2026-119376': { why: SQL, until: '3.54.0' },
  'CVE-2026-119591': { why: SQL, until: '3.54.0' },
};

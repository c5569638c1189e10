import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { z } from 'zod';
import { Warning } from '../shared/contract/base/warning.ts';
import type { Contract } from '../shared/contract/index.ts';
import { t } from '../shared/text/say.ts';
import type { Host } from './host.ts';
import { createHostLink } from './link.ts';
import { connectionLost, connectionOpened } from './state/connection.ts';

/**
 * Without a host (a page served by itself, as in development) the core is expected at /rpc of the same
 * origin.
 */
const plainHost: Host = {
  kind: 'browser',
  connect: () => ({ via: 'websocket', url: `${location.origin.replace(/^http/, 'ws')}/rpc` }),
};

/** Every procedure of the contract, called over whichever connection the host gives. */
export const client: ContractRouterClient<Contract> = createORPCClient(
  createHostLink(globalThis.heed ?? plainHost, { opened: connectionOpened, lost: connectionLost }),
);

/** TanStack Query options and keys for every procedure: `useQuery(api.campaign.list.queryOptions())`. */
// A type with a name, since the compiler cannot write it out.
export const api: RouterUtils<typeof client> = createTanstackQueryUtils(client);

/** Whether the server refused with this code of the contract, such as `NOT_FOUND`. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof ORPCError && error.code === code;
}

const Unconfirmed = z.object({ warnings: z.array(Warning) });

/** The warnings that the core wants confirmed; empty for every other error. */
export function warningsIn(error: unknown): readonly Warning[] {
  if (!(error instanceof ORPCError) || error.code !== 'UNCONFIRMED') return [];
  return Unconfirmed.safeParse(error.data).data?.warnings ?? [];
}

/** The sentence for a person. For input that does not fit the contract, one for each field. */
export function errorMessage(error: unknown): string {
  if (error instanceof ORPCError) {
    const issues = issuesOf(error.data);
    if (issues.length > 0) return issues.join(' ');
    if (error.code === 'INTERNAL_SERVER_ERROR') return t('common:error.inside');
    return error.message;
  }
  return error instanceof Error ? error.message : t('common:error.unknown');
}

function issuesOf(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return [];
  return data.issues.flatMap((issue: unknown) =>
    typeof issue === 'object' && issue !== null && 'message' in issue && typeof issue.message === 'string'
      ? [issue.message]
      : [],
  );
}

import { ORPCError } from '@orpc/client';
import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import type { Access } from '../../shared/contract/base/procedure.ts';
import { contract } from '../../shared/contract/index.ts';
import { Role } from '../../shared/schema/words.ts';
import { testApi } from '../helpers/api.ts';

type Entry = { readonly path: readonly string[]; readonly roles: Access['roles'] };

/** Every procedure of the contract, with its method and roles. New ones are covered without a line here. */
function entries(node: object, path: readonly string[] = []): Entry[] {
  if (isContractProcedure(node)) {
    const meta = node['~orpc'].meta as Access;
    return [{ path, roles: meta.roles }];
  }
  return Object.entries(node).flatMap(([key, child]) => entries(child as object, [...path, key]));
}

const procedures = entries(contract);

type Callable = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

/** The error code that a procedure answers with to an empty input; null when it answers well. */
async function codeOf(client: unknown, path: readonly string[]): Promise<string | null> {
  let node = client;
  for (const step of path) node = (node as Record<string, unknown>)[step];
  const stop = new AbortController();
  try {
    await (node as Callable)({}, { signal: stop.signal });
    return null;
  } catch (error) {
    if (error instanceof ORPCError) return error.code;
    throw error;
  } finally {
    stop.abort();
  }
}

test('the contract names every procedure’s access', () => {
  expect(procedures.length).toBeGreaterThan(40);
  for (const { path, roles } of procedures) {
    const known =
      roles === 'public' || roles === 'signed-in' || roles.every((role) => Role.safeParse(role).success);
    expect(known, path.join('.')).toBe(true);
  }
});

test.each(
  procedures.filter(({ roles }) => roles !== 'public').map((entry) => [entry.path.join('.'), entry] as const),
)('%s: nobody may while no store is open', async (_, { path }) => {
  expect(await codeOf(testApi({ open: false }).anybody, path)).toBe('UNAVAILABLE');
});

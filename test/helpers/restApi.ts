import type { RpcContext } from '../../main/core/access/context.ts';
import type { App } from '../../main/core/app.ts';
import type { ConsoleService } from '../../main/core/console/console.ts';
import { router } from '../../main/core/router.ts';
import { apiRoutes } from '../../main/hosts/browser/api.ts';
import type { TestApi } from './api.ts';

export type RestAnswer = { readonly status: number; readonly body: Record<string, unknown> };

/** The REST interface over a test's core, with its own routes and errors; `as` is the bearer token. */
export function restOver(api: TestApi) {
  const app = {
    router,
    context: (caller: RpcContext<ConsoleService>['caller']) => ({ services: api.console, caller }),
  } as unknown as App;
  const routes = apiRoutes(app, 'http://127.0.0.1/api', api.ports.log);
  return async (
    method: string,
    path: string,
    { as, body, headers = {} }: { as: string; body?: unknown; headers?: Readonly<Record<string, string>> },
  ): Promise<RestAnswer> => {
    const answer = await routes.request(`/api${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
}

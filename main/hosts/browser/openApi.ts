import { isContractProcedure } from '@orpc/contract';
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { Access } from '../../../shared/contract/base.ts';
import { contract } from '../../../shared/contract/index.ts';

type Entry = { readonly path: string; readonly method: string; readonly roles: Access['roles'] };

/** Every procedure's route and who may call it. */
function entries(node: object): Entry[] {
  if (isContractProcedure(node)) {
    const { route, meta } = node['~orpc'];
    const roles = 'roles' in meta ? (meta.roles as Access['roles']) : [];
    return [{ path: route.path ?? '', method: (route.method ?? 'POST').toLowerCase(), roles }];
  }
  return Object.values(node).flatMap((child: unknown) =>
    typeof child === 'object' && child !== null ? entries(child) : [],
  );
}

const wording = (roles: Access['roles']) =>
  roles === 'public'
    ? 'Anybody.'
    : roles === 'signed-in'
      ? 'Anybody signed in.'
      : `Roles: ${roles.join(', ')}.`;

/** The OpenAPI 3.1 document of the whole contract, with who may call what. `apiUrl` is the base of the REST interface. */
export async function openApiDocument(apiUrl: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Heed',
      version: '1',
      description:
        'Everything the screen can do. Sign in with POST /session and send the token as "Authorization: Bearer …". ' +
        'Your role decides what you may call and what you see.',
    },
    servers: [{ url: apiUrl }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
  for (const { path, method, roles } of entries(contract)) {
    const operation = document.paths?.[path]?.[method as 'get'];
    if (operation === undefined) continue;
    operation.description = [operation.description, wording(roles)].filter(Boolean).join(' ');
    if (roles === 'public') operation.security = [];
  }
  return document;
}

import type { OpenAPI } from '@orpc/openapi';
import { escapeHtml, plainPage } from './html.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const details = (title: string, value: unknown) =>
  value === undefined
    ? ''
    : `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre></details>`;

function section(path: string, method: string, operation: OpenAPI.OperationObject): string {
  const body =
    operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : undefined;
  const ok = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
  return `<h3><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h3>
<p>${escapeHtml(operation.summary ?? '')}. ${escapeHtml(operation.description ?? '')}</p>
${details('Parameters', operation.parameters)}${details('Body', body)}${details('Answer', ok)}`;
}

/** The OpenAPI document as a page to read: no script, nothing from elsewhere. */
export function apiPage(document: OpenAPI.Document): string {
  const byTag = new Map<string, string[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? 'Other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), section(path, method, operation)]);
    }
  }
  const parts = [...byTag].map(([tag, sections]) => `<h2>${escapeHtml(tag)}</h2>${sections.join('\n')}`);
  const base = document.servers?.[0]?.url ?? '';
  return plainPage(
    'Heed: REST interface',
    `<h1>Heed: REST interface</h1>
<p>${escapeHtml(document.info.description ?? '')}</p>
<p>Base address: <code>${escapeHtml(base)}</code>. For machines: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${parts.join('\n')}`,
  );
}

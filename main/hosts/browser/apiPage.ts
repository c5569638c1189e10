import type { OpenAPI } from '@orpc/openapi';
import { escapeHtml, plainPage } from '../common/html.ts';
import { CHECK_SAMPLE, callingGuide, webhookGuide } from './apiGuide.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const STYLE = `<style>
:root{--soft:#5b6472;--line:#d9dde3;--panel:#f7f8fa;--brand:#2f5fd0;--bg:#fff}
@media (prefers-color-scheme:dark){:root{--soft:#a2abb8;--line:#363c46;--panel:#1d2127;--brand:#8db0ff;--bg:#121417}}
html,body{background:var(--bg)}body{max-width:72rem;display:grid;grid-template-columns:12rem minmax(0,1fr);gap:0 3rem;margin:0 auto;padding:2rem 1.5rem}
header,nav.of{grid-row:1}nav.of{position:sticky;top:2rem;align-self:start;max-height:calc(100vh - 4rem);overflow:auto;font-size:.9rem}
nav.of a{display:block;padding:.2rem 0;text-decoration:none}a{color:var(--brand)}
h1{margin-top:0}h2{margin:3rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line);font-size:1.25rem}h3{margin:1.5rem 0 .25rem;font-size:1rem}
article{margin:.75rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:10px;background:var(--panel)}
article h3{margin:0;font-weight:600}article p{margin:.15rem 0 .4rem}.who,summary,small{color:var(--soft);font-size:.875rem}
pre{margin:.4rem 0;background:var(--panel);border-color:var(--line);font-size:13px}article pre{background:var(--bg)}
code b{display:inline-block;min-width:3.6rem;color:var(--brand)}
table{border-collapse:collapse;font-size:.9rem}th,td{padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
@media (max-width:52rem){body{display:block}nav.of{position:static;columns:2;margin-bottom:2rem}}
</style>`;

const json = (value: unknown) => escapeHtml(JSON.stringify(value, null, 2));
const block = (title: string, text: string) =>
  text === '' ? '' : `<details><summary>${title}</summary><pre tabindex="0">${text}</pre></details>`;
const anchor = (tag: string) => tag.toLowerCase().replace(/[^a-z]+/g, '-');

type Media = {
  readonly schema?: unknown;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
};

/** The example, or each of several, one below the other. */
const examplesIn = (media: Media | undefined): unknown[] =>
  media?.examples ? Object.values(media.examples).map(({ value }) => value) : [media?.example];

function mediaOf(part: unknown): Media | undefined {
  if (typeof part !== 'object' || part === null || !('content' in part)) return undefined;
  const content = part.content as Record<string, Media>;
  return content['application/json'] ?? content['text/event-stream'];
}

const asText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The request over the wire: path and query filled in, then the body. */
function request(path: string, method: string, operation: OpenAPI.OperationObject): string {
  let address = path;
  const query: string[] = [];
  for (const parameter of operation.parameters ?? []) {
    if (!('name' in parameter) || parameter.example === undefined) continue;
    const value = encodeURIComponent(asText(parameter.example));
    if (parameter.in === 'header') continue;
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, value);
    else query.push(`${parameter.name}=${value}`);
  }
  const line = `${method.toUpperCase()} ${address}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const bodies = examplesIn(mediaOf(operation.requestBody)).filter((body) => body !== undefined);
  return [escapeHtml(line), ...bodies.map(json)].join('\n\n');
}

function section(path: string, method: string, operation: OpenAPI.OperationObject): string {
  const ok = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
  const answer = mediaOf(ok);
  const schemas = {
    parameters: operation.parameters,
    body: mediaOf(operation.requestBody)?.schema,
    answer: answer?.schema,
  };
  return `<article><h3>${escapeHtml(operation.summary ?? '')}</h3>
<p><code>${method.toUpperCase()} ${escapeHtml(path)}</code> <span class="who">${escapeHtml(operation.description ?? '')}</span></p>
${block('Example request', request(path, method, operation))}${block('Example answer', answer?.example === undefined ? '' : json(answer.example))}${block('Schemas', json(schemas))}</article>`;
}

function webhookBodies(document: OpenAPI.Document): string {
  return Object.entries(document.webhooks ?? {})
    .map(([name, item]) => {
      const operation = item && 'post' in item ? item.post : undefined;
      const media = mediaOf(operation?.requestBody);
      if (!operation || !media) return '';
      const headers = (operation.parameters ?? []).flatMap((each) =>
        'name' in each ? [`${each.name}: ${asText(each.example)}`] : [],
      );
      return `<article><h3>${escapeHtml(operation.summary ?? '')}</h3><p><code>${escapeHtml(name)}</code></p>
<pre tabindex="0">${escapeHtml(headers.join('\n'))}\n\n${json(media.example)}</pre>${block('Schema', json(media.schema))}</article>`;
    })
    .join('\n');
}

/** The OpenAPI document as a page, without scripts and without anything from elsewhere. */
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
  const parts = [...byTag].map(
    ([tag, sections]) =>
      `<section id="${anchor(tag)}"><h2>${escapeHtml(tag)}</h2>${sections.join('\n')}</section>`,
  );
  const links = [
    ['calling', 'Calling'],
    ['once', 'Once'],
    ['errors', 'Errors'],
    ['webhooks', 'What Heed sends'],
    ...[...byTag.keys()].map((tag) => [anchor(tag), tag]),
  ];
  const base = escapeHtml(document.servers?.[0]?.url ?? '');
  return plainPage(
    'Heed: REST interface',
    `<nav class="of" aria-label="On this page">${links.map(([id, name]) => `<a href="#${id}">${escapeHtml(name ?? '')}</a>`).join('\n')}</nav>
<main><h1>Heed: REST interface</h1>
<p>${escapeHtml(document.info.description ?? '')}</p>
<p>Base address: <code>${base}</code>. For machines: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).
All people and numbers in the examples are invented.</p>
${callingGuide(base)}
${webhookGuide(escapeHtml(CHECK_SAMPLE), webhookBodies(document))}
${parts.join('\n')}</main>`,
    '',
    STYLE,
  );
}

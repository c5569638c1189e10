import { z } from 'zod';
import type { BandwidthConfig } from '../../../../shared/providers/bandwidth.ts';
import { keep, written } from '../../../../shared/text/stored.ts';
import type { ErrorTable } from '../errors.ts';
import { type AdapterDeps, type Exchange, jsonOf, reach, retryAfter } from '../http.ts';
import type { Outgoing, OutgoingPicture, SendOutcome } from '../provider.ts';
import type { Answer, BandwidthClient } from './client.ts';

const BANDWIDTH = written('Bandwidth');

const Created = z.looseObject({
  id: z.string().min(1),
  segmentCount: z.coerce.number().int().positive().optional().catch(undefined),
});
const Problem = z.looseObject({
  type: z.string(),
  description: z.string().catch(''),
  fieldErrors: z
    .array(z.looseObject({ fieldName: z.string(), description: z.string().catch('') }))
    .catch([])
    .default([]),
});

function withoutToken(answer: Exchange, now: number): SendOutcome {
  if (answer.kind !== 'answer') {
    return {
      kind: 'retry',
      code: 'oauth',
      detail: keep('provider:bandwidth.noToken', { why: answer.detail }),
      ...reach('oauth'),
    };
  }
  if ([400, 401, 403, 404].includes(answer.status)) {
    const detail = keep('provider:bandwidth.credentials');
    return { kind: 'refused', errorClass: 'configuration', code: `oauth-${answer.status}`, detail };
  }
  const afterMs = retryAfter(answer.headers, now);
  const detail = keep('provider:bandwidth.noTokenStatus', { status: answer.status });
  return {
    kind: 'retry',
    code: `oauth-${answer.status}`,
    detail,
    ...(afterMs === undefined ? {} : { afterMs }),
  };
}

/**
 * What the answer to a create request means. Bandwidth documents that any 4xx or 5xx is neither sent nor
 * billed.
 */
function readCreate(answer: Answer, table: ErrorTable, now: number): SendOutcome {
  if (answer.kind === 'no-token') return withoutToken(answer.answer, now);
  if (answer.kind === 'not-sent') {
    const { code, detail } = answer;
    return { kind: 'retry', code, detail, ...reach(code) };
  }
  if (answer.kind === 'cut') return { kind: 'unknown', detail: answer.detail };
  const { status } = answer;
  const json = jsonOf(answer.text);
  if (status >= 200 && status < 300) {
    const created = Created.safeParse(json);
    if (!created.success)
      return { kind: 'unknown', detail: keep('provider:namesNone', { provider: BANDWIDTH }) };
    const { id, segmentCount: segments } = created.data;
    return { kind: 'accepted', providerId: id, ...(segments === undefined ? {} : { segments }) };
  }
  const parsed = Problem.safeParse(json);
  const problem = parsed.success ? parsed.data : undefined;
  if (status === 429 || (status >= 500 && problem !== undefined)) {
    const afterMs = retryAfter(answer.headers, now);
    const code = problem?.type ?? `http-${status}`;
    const detail = keep('provider:bandwidth.tookNothing', { status });
    return { kind: 'retry', code, detail, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  // A 5xx page of a gateway is not from Bandwidth, so it does not promise that nothing was sent.
  if (status >= 500)
    return { kind: 'unknown', detail: keep('provider:notTheirs', { provider: BANDWIDTH, status }) };
  const field = problem?.fieldErrors[0];
  const code =
    problem === undefined
      ? `http-${status}`
      : problem.type + (field === undefined ? '' : `:${field.fieldName}`);
  const known = table.classify(code) === 'unknown-code' && field !== undefined ? problem?.type : code;
  // These are about the credentials, address or form of every request, not about one contact.
  const ours = [401, 404, 405, 406, 407, 415].includes(status);
  // These answers are not from Bandwidth but from a proxy, a portal or a wrong address. They stop the
  // connection, so that no more texts fail.
  const misdirected = problem === undefined && (status < 400 || status === 403);
  if (problem === undefined && !ours && !misdirected)
    return { kind: 'unknown', detail: keep('provider:notTheirs', { provider: BANDWIDTH, status }) };
  const errorClass = ours || misdirected ? 'configuration' : table.classify(known ?? code);
  const words =
    field === undefined ? (problem?.description ?? '') : `${field.fieldName} ${field.description}`;
  const detail =
    problem === undefined
      ? keep('provider:notTheirs', { provider: BANDWIDTH, status })
      : keep('provider:withWords', { text: table.explain(known ?? code), words: written(words) });
  if (errorClass === 'retry') return { kind: 'retry', code, detail };
  return { kind: 'refused', errorClass: errorClass === 'unconfirmed' ? 'failed' : errorClass, code, detail };
}

/** A name that tells nothing; the same picture has the same one, so that it is stored once. */
const nameOf = ({ hash, kind }: OutgoingPicture) => `heed-${hash.slice(0, 40)}.${kind}`;

/** What it means that the picture could not be stored: its text was surely not sent. */
function notStored(answer: Answer, now: number): SendOutcome {
  if (answer.kind === 'no-token') return withoutToken(answer.answer, now);
  if (answer.kind === 'not-sent') {
    const { code, detail } = answer;
    return { kind: 'retry', code, detail, ...reach(code) };
  }
  if (answer.kind === 'cut') return { kind: 'retry', code: 'media', detail: answer.detail };
  const { status } = answer;
  const code = `media-${status}`;
  if (status === 401)
    return {
      kind: 'refused',
      errorClass: 'configuration',
      code,
      detail: keep('provider:bandwidth.credentials'),
    };
  if (status >= 400 && status < 500 && status !== 429)
    return {
      kind: 'refused',
      errorClass: 'failed',
      code,
      detail: keep('provider:bandwidth.noPicture', { status }),
    };
  const afterMs = retryAfter(answer.headers, now);
  const detail = keep('provider:bandwidth.pictureLater', { status });
  return { kind: 'retry', code, detail, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** Asks Bandwidth to send one text to one contact; several recipients would make it a group message. */
export async function sendBandwidth(
  client: BandwidthClient,
  config: BandwidthConfig,
  table: ErrorTable,
  deps: AdapterDeps,
  message: Outgoing,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { picture } = message;
  const file =
    picture && (await client.store(nameOf(picture), `image/${picture.kind}`, picture.content, signal));
  if (file !== undefined && file.kind !== 'stored') return notStored(file, deps.now());
  const body = {
    applicationId: config.applicationId,
    to: [message.to],
    from: message.from,
    text: message.body,
    ...(file === undefined ? {} : { media: [file.url] }),
    tag: message.attemptId,
    expiration: new Date(deps.now() + message.validForSeconds * 1000).toISOString(),
  };
  const outcome = readCreate(await client.create(body, signal, message.mayLeave), table, deps.now());
  // Bandwidth does not have the file any more, so it is stored anew for the next try.
  if (picture && file?.before && outcome.kind === 'refused' && outcome.code.endsWith(':media')) {
    client.forget(nameOf(picture));
    return { kind: 'retry', code: outcome.code, detail: outcome.detail };
  }
  return outcome;
}

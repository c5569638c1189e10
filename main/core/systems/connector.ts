import type { z } from 'zod';
import type { System } from '../../../shared/contract/systems.ts';
import type { ConnectedSystem } from '../../../shared/systems/systems.ts';
import { SYSTEMS } from '../../../shared/systems/systems.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import { jsonOf, readRetryAfter } from '../providers/http.ts';
import type { Answered, Ask } from '../webhooksOut/request.ts';

/** A list of people in a system that can be taken into Heed. `people`: null where it does not say. */
export type SystemList = { readonly id: string; readonly name: string; readonly people: number | null };

/** Something of a system that can stand for an answer, such as one response to one of VAN's questions. */
export type Target = { readonly id: string; readonly label: string };

/** Some people of a list as lines of a CSV; the first piece begins with the names of the columns. */
export type PulledPiece = { readonly csv: string; readonly people: number };

/** Who is told of. `externalId`: empty, where no id is known to be the system's. */
export type Person = {
  readonly number: string;
  readonly externalId: string;
  readonly firstName: string;
  readonly lastName: string;
};

/**
 * What Heed asks of a system. Each call is one or a few requests to the system's own host; all throw
 * SystemProblem, whose sentence says what to do. Telling twice ends as telling once.
 */
export type Connector = {
  /** Whether the address is the system and the key is taken. */
  test(signal: AbortSignal): Promise<void>;
  lists(signal: AbortSignal): Promise<SystemList[]>;
  targets(signal: AbortSignal): Promise<Target[]>;
  pull(listId: string, signal: AbortSignal): AsyncIterable<PulledPiece>;
  /**
   * Says which targets a person's answer to one question stands for now, and which it no longer does;
   * and what fields of theirs hold now, '' where they are emptied, of a system that has any. False: the
   * system cannot be told that.
   */
  pushAnswer(
    person: Person,
    answer: {
      readonly on: readonly string[];
      readonly off: readonly string[];
      readonly fields: Readonly<Record<string, string>>;
      readonly at: number;
    },
    signal: AbortSignal,
  ): Promise<boolean>;
  pushOptOut(person: Person, optedOut: boolean, signal: AbortSignal): Promise<boolean>;
};

/** What a connector is made of. */
export type ConnectorConfig = {
  readonly baseUrl: string;
  readonly key: string;
  readonly userName: string;
  readonly mode: System['mode'];
  readonly exportType: number;
};

/**
 * A system that did not answer as it should. `last`: asking again would end the same, and it concerns this
 * request alone. `waitMs`: it asked to wait that long.
 */
export class SystemProblem extends KeptError {
  override readonly name = 'SystemProblem';
  readonly status: number | null;
  readonly last: boolean;
  readonly waitMs: number | undefined;
  constructor(
    kept: Stored,
    more: { status?: number | null; last?: boolean; waitMs?: number | undefined } = {},
  ) {
    super(kept);
    this.status = more.status ?? null;
    this.last = more.last ?? false;
    this.waitMs = more.waitMs;
  }
}

/** Bytes of an answer in JSON at most: many times the longest page. */
const LONGEST = 8 * 1024 * 1024;

export type Call = {
  readonly method?: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Statuses beside 2xx whose answer is read; VAN's find answers with 302 and 404. */
  readonly alsoGood?: readonly number[];
};

/** Why an answer cannot be used; undefined: it can. */
function problemIn(kind: ConnectedSystem, answer: Answered, good: readonly number[], now: number) {
  const system = written(SYSTEMS[kind].name);
  const { status, detail, whole } = answer;
  if (status === null) return new SystemProblem(keep('systems:problem.notReached', { system, detail }));
  if (status === 401 || status === 403)
    return new SystemProblem(keep('systems:problem.credentials', { system, status }), { status });
  if (status === 429) {
    const waitMs = readRetryAfter(answer.headers['retry-after'], now);
    return new SystemProblem(keep('systems:problem.tooMany', { system }), { status, waitMs });
  }
  if (status >= 500) return new SystemProblem(keep('systems:problem.fault', { system, status }), { status });
  const isGood = (status >= 200 && status < 300) || good.includes(status);
  if (!isGood && status < 400)
    return new SystemProblem(keep('systems:problem.redirect', { system, status }), { status });
  if (!isGood)
    return new SystemProblem(keep('systems:problem.refused', { system, status }), { status, last: true });
  if (!whole) return new SystemProblem(keep('systems:problem.cut', { system }), { status });
  return undefined;
}

/**
 * Asks a system and reads its answer as JSON of this shape. @throws SystemProblem for anything else, such as
 * a web page, a cut or endless answer, or one of another version
 */
export async function call<T>(
  kind: ConnectedSystem,
  ask: Ask,
  { method = 'GET', url, headers, body, alsoGood = [] }: Call,
  shape: z.ZodType<T>,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly data: T }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await ask(
    {
      method,
      url,
      privateAllowed: false,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'Heed',
        ...headers,
      },
      ...sent,
      most: LONGEST,
    },
    signal,
  );
  signal.throwIfAborted();
  const problem = problemIn(kind, answer, alsoGood, Date.now());
  if (problem) throw problem;
  const status = answer.status ?? 0;
  const text = answer.body.toString('utf8');
  const read = shape.safeParse(text.trim() === '' ? null : jsonOf(text));
  if (read.success) return { status, data: read.data };
  const system = written(SYSTEMS[kind].name);
  const key = /^\s*</.test(text) ? 'systems:problem.webPage' : 'systems:problem.unexpected';
  throw new SystemProblem(keep(key, { system }), { status });
}

/**
 * A file that the system named, fetched without credentials. It may be on another host, so its address must
 * be a public one and https, unless the system itself is on this computer. @throws SystemProblem
 */
export async function fetchFile(
  kind: ConnectedSystem,
  ask: Ask,
  url: string,
  most: number,
  signal: AbortSignal,
): Promise<string> {
  const answer = await ask(
    { method: 'GET', url, privateAllowed: false, headers: { 'user-agent': 'Heed' }, most },
    signal,
  );
  signal.throwIfAborted();
  const problem = problemIn(kind, answer, [], Date.now());
  if (problem) throw problem;
  return answer.body.toString('utf8');
}

/** An address below the system's own, with a query. */
export function below(
  baseUrl: string,
  path: string,
  query: Readonly<Record<string, string | number>> = {},
): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}

/** Whether an address that a system gave is below its own, so that the key may go there. */
export function isBelow(baseUrl: string, href: string): boolean {
  if (!URL.canParse(href)) return false;
  const [base, url] = [new URL(`${baseUrl.replace(/\/+$/, '')}/`), new URL(href)];
  return url.origin === base.origin && url.pathname.startsWith(base.pathname);
}

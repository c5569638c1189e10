import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll } from 'vitest';

/** What a request brought. */
export type Got = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly headers: IncomingMessage['headers'];
};
type Reply = { readonly status: number; readonly json?: unknown; readonly headers?: Record<string, string> };
/** Answers in place of the system; false: the system answers. */
export type Hostile = (response: ServerResponse, got: Got) => boolean;

const open: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of open.splice(0)) await close();
});

/** A system as a real HTTP server on loopback. `answer`: as its documentation says. */
async function serve(base: string, answer: (got: Got, origin: string) => Reply | string) {
  const got: Got[] = [];
  const state: { hostile: Hostile } = { hostile: () => false };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      const text = Buffer.concat(chunks).toString();
      const one: Got = {
        method: request.method ?? '',
        path: url.pathname.slice(base.length),
        query: url.searchParams,
        body: text === '' ? {} : JSON.parse(text),
        headers: request.headers,
      };
      got.push(one);
      if (state.hostile(response, one)) return;
      const reply = answer(one, `http://127.0.0.1:${port}`);
      if (typeof reply === 'string') response.writeHead(200, { 'content-type': 'text/csv' }).end(reply);
      else
        response
          .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
          .end(reply.json === undefined ? '' : JSON.stringify(reply.json));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  open.push(
    () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return {
    url: `http://127.0.0.1:${port}${base}`,
    got,
    /** The posts to paths that fit, in order. */
    posts: (path: RegExp) => got.filter((each) => each.method === 'POST' && path.test(each.path)),
    hostile: (next: Hostile) => {
      state.hostile = next;
    },
  };
}

type Human = {
  readonly id: string;
  given: string;
  family: string;
  phone: string;
  status: string;
  tags: Set<string>;
  fields: Record<string, string>;
};

/**
 * Action Network's API as actionnetwork.org/docs/v2 describes it: the entry point, people, tags, taggings and
 * the person signup helper. Pages have two entries, so that there are several.
 */
export async function actionNetworkStandIn(key = 'an-key-4f1c2d9e8b') {
  const people: Human[] = [];
  const tags = [
    { id: 'f1f8feef-61c8-4e6b-9745-ec1d7752f298', name: 'Supporter' },
    { id: 'f2f8feef-61c8-4e6b-9745-ec1d7752f298', name: 'Against' },
    { id: 'f3f8feef-61c8-4e6b-9745-ec1d7752f298', name: 'Driver' },
  ];
  const PER_PAGE = 2;
  const pageOf = <T>(all: readonly T[], query: URLSearchParams) => {
    const page = Number(query.get('page') ?? 1);
    return { page, items: all.slice((page - 1) * PER_PAGE, page * PER_PAGE) };
  };
  const human = ({ id, given, family, phone, status }: Human) => ({
    identifiers: [`action_network:${id}`],
    given_name: given,
    family_name: family,
    email_addresses: [],
    postal_addresses: [{ primary: true, postal_code: '20009', country: 'US' }],
    phone_numbers: [{ primary: true, number: phone, number_type: 'Mobile', status }],
  });
  const server = await serve('/api/v2', ({ method, path, query, body, headers }, origin) => {
    const root = `${origin}/api/v2`;
    if (method === 'GET' && path === '/') {
      const link = (rel: string) => ({ href: `${root}/${rel}` });
      return {
        status: 200,
        json: {
          motd: 'Welcome to the Action Network OSDI API Entry Point!',
          max_pagesize: 25,
          _links: { 'osdi:people': link('people'), 'osdi:tags': link('tags') },
        },
      };
    }
    if (headers['osdi-api-token'] !== key)
      return { status: 403, json: { error: 'API Key invalid or not present' } };
    if (method === 'POST' && path === '/people/') {
      const {
        person,
        add_tags = [],
        remove_tags = [],
      } = body as {
        person: {
          phone_numbers: [{ number: string; status?: string }];
          given_name?: string;
          custom_fields?: Record<string, string>;
        };
        add_tags?: string[];
        remove_tags?: string[];
      };
      const [{ number, status }] = person.phone_numbers;
      let found = people.find(({ phone }) => phone === number);
      if (found === undefined) {
        const id = `00000000-0000-4000-8000-${String(people.length).padStart(12, '0')}`;
        const nobody = { given: '', family: '', tags: new Set<string>(), fields: {} };
        found = { ...nobody, id, phone: number, status: 'unsubscribed' };
        people.push(found);
      }
      if (status !== undefined) found.status = status;
      const known = new Set(tags.map(({ name }) => name));
      for (const tag of add_tags) if (known.has(tag)) found.tags.add(tag);
      for (const tag of remove_tags) found.tags.delete(tag);
      Object.assign(found.fields, person.custom_fields);
      return { status: 200, json: human(found) };
    }
    if (path === '/people') {
      const { page, items } = pageOf(people, query);
      return {
        status: 200,
        json: { per_page: PER_PAGE, page, _embedded: { 'osdi:people': items.map(human) } },
      };
    }
    if (path === '/tags') {
      const { page, items } = pageOf(tags, query);
      return {
        status: 200,
        json: {
          total_pages: Math.ceil(tags.length / PER_PAGE),
          page,
          _embedded: {
            'osdi:tags': items.map(({ id, name }) => ({ identifiers: [`action_network:${id}`], name })),
          },
        },
      };
    }
    const tag = tags.find(({ id }) => path === `/tags/${id}/taggings`);
    if (tag) {
      const tagged = people.filter((each) => each.tags.has(tag.name));
      const { page, items } = pageOf(tagged, query);
      const taggings = items.map(({ id }) => ({
        identifiers: [`action_network:${id}`],
        item_type: 'osdi:person',
        _links: { 'osdi:person': { href: `${root}/people/${id}` } },
      }));
      const total_pages = Math.max(1, Math.ceil(tagged.length / PER_PAGE));
      return { status: 200, json: { total_pages, page, _embedded: { 'osdi:taggings': taggings } } };
    }
    const one = people.find(({ id }) => path === `/people/${id}`);
    if (one) return { status: 200, json: human(one) };
    return { status: 404, json: { error: 'Not found' } };
  });
  const join = (given: string, family: string, phone: string, status: string, ...has: string[]) => {
    const id = `00000000-0000-4000-8000-${String(people.length).padStart(12, '0')}`;
    people.push({ id, given, family, phone, status, tags: new Set(has), fields: {} });
    return id;
  };
  return { ...server, people, join, key };
}

/**
 * VAN's API as docs.ngpvan.com/reference describes it: the key's profile, saved lists, export jobs, survey
 * questions, result codes, people/find and canvass responses, behind Basic authentication.
 */
export async function vanStandIn(key = 'van-key-7a3b5c1d0e', user = 'heed.test') {
  const responses: { vanId: string; body: Record<string, unknown> }[] = [];
  const people = [
    { vanId: 900_101, firstName: 'Rosa', lastName: 'Diaz', phone: '2025550101' },
    { vanId: 900_102, firstName: 'Owen', lastName: 'Lee', phone: '2025550102' },
  ];
  const jobs = new Map<number, number>();
  const CSV =
    'VanID,FirstName,LastName,CellPhone,CellPhoneDialingPrefix,CellPhoneId,OptInPhone,OptInStatus\r\n' +
    people.map((p) => `${p.vanId},${p.firstName},${p.lastName},${p.phone},1,1,,Opt-In\r\n`).join('') +
    '900103,Cem,Kaya,2025550103,1,1,,Opt-Out\r\n';
  const job = (id: number, origin: string) => {
    const asked = jobs.get(id) ?? 0;
    const done = asked > 0;
    jobs.set(id, asked + 1);
    return {
      exportJobId: id,
      savedListId: 500_048,
      status: done ? 'Completed' : 'Requested',
      downloadUrl: done ? `${origin}/files/${id}.csv` : null,
      errorCode: null,
    };
  };
  const items = (all: readonly unknown[], query: URLSearchParams) => {
    const [skip, top] = [Number(query.get('$skip') ?? 0), Number(query.get('$top') ?? 50)];
    const more = skip + top < all.length;
    return {
      items: all.slice(skip, skip + top),
      count: all.length,
      nextPageLink: more ? 'https://x/next' : null,
    };
  };
  const server = await serve('', ({ method, path, query, body, headers }, origin) => {
    const file = /^\/files\/(\d+)\.csv$/.exec(path);
    // The file is public to whoever knows its address: no key may come along.
    if (file) return headers.authorization === undefined ? CSV : { status: 400 };
    const wanted = `Basic ${Buffer.from(`${user}:${key}|0`).toString('base64')}`;
    if (headers.authorization !== wanted)
      return { status: 401, json: { errors: [{ code: 'UNAUTHORIZED', text: 'Unauthorized' }] } };
    const v4 = path.replace(/^\/v4/, '');
    if (v4 === '/apiKeyProfiles') return { status: 200, json: { items: [{ databaseName: 'Test' }] } };
    if (v4 === '/savedLists')
      return {
        status: 200,
        json: items([{ savedListId: 500_048, name: 'Doors', description: '', listCount: 3 }], query),
      };
    if (v4 === '/surveyQuestions') {
      const yes = { surveyResponseId: 1, name: '1 - Strong support', shortName: '1' };
      const no = { surveyResponseId: 5, name: '5 - Strong oppose', shortName: '5' };
      const support = { surveyQuestionId: 311, name: 'Supporter ID', status: 'Active', responses: [yes, no] };
      return { status: 200, json: items([support], query) };
    }
    if (v4 === '/canvassResponses/resultCodes')
      return {
        status: 200,
        json: [
          { resultCodeId: 2, name: 'Refused', shortName: 'RF' },
          { resultCodeId: 130, name: 'Do Not Text', shortName: 'DT' },
          { resultCodeId: 132, name: 'Texted', shortName: 'TX' },
        ],
      };
    if (method === 'POST' && v4 === '/exportJobs') {
      const id = 7000 + jobs.size;
      jobs.set(id, 0);
      return { status: 201, json: job(id, origin) };
    }
    const asked = /^\/exportJobs\/(\d+)$/.exec(v4);
    if (asked) return { status: 200, json: job(Number(asked[1]), origin) };
    if (method === 'POST' && v4 === '/people/find') {
      const { firstName, lastName, phones } = body as {
        firstName: string;
        lastName: string;
        phones: [{ phoneNumber: string }];
      };
      const found = people.find(
        (p) => p.firstName === firstName && p.lastName === lastName && p.phone === phones[0].phoneNumber,
      );
      if (!found) return { status: 404, json: { vanId: null, status: 'Unmatched' } };
      return {
        status: 302,
        json: { vanId: found.vanId, status: 'Matched' },
        headers: { location: `${origin}/v4/people/${found.vanId}` },
      };
    }
    const canvass = /^\/people\/(\d+)\/canvassResponses$/.exec(v4);
    if (method === 'POST' && canvass) {
      const said = body as { resultCodeId?: number | null; responses?: unknown[] };
      const both = (said.resultCodeId ?? null) !== null && (said.responses ?? []).length > 0;
      const neither = (said.resultCodeId ?? null) === null && (said.responses ?? []).length === 0;
      if (both || neither) return { status: 400, json: { errors: [{ code: 'INVALID_PARAMETER' }] } };
      responses.push({ vanId: canvass[1] ?? '', body });
      return { status: 204 };
    }
    return { status: 404, json: { errors: [{ code: 'NOT_FOUND' }] } };
  });
  return { ...server, url: `${server.url}/v4`, responses, key, user };
}

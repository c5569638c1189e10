import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { nationalOf } from '../../../shared/systems/cells.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import type { Ask } from '../webhooksOut/request.ts';
import {
  below,
  type Connector,
  type ConnectorConfig,
  call,
  fetchFile,
  type Person,
  SystemProblem,
} from './connector.ts';

/**
 * VAN's API, version 4, as its reference has it (docs.ngpvan.com/reference, docs.everyaction.com/reference):
 * - authentication: Basic, with the application's name as user and the key, a pipe and 0 (My Voters) or 1 (My
 *   Campaign) as password; apiKeyProfiles tells about the key;
 * - pages: $top and $skip, with items and nextPageLink;
 * - peoplevanidcanvassresponses: answers as SurveyResponse, or a result code without any; the phone in the
 *   context may carry smsOptInStatus I, O or U; a phone that was texted has contact type 37. 204 on success;
 * - peoplefind: by first name, last name and phone; 302 with the vanId, or 404 where nobody fits;
 * - exportjobs: a saved list as a CSV behind an address. The page wants a webhookUrl; Heed has no public
 *   address, so it names one of VAN's own and asks until the job is done;
 * - surveyquestions, savedlists, canvassresponsesresultcodes.
 * No page was found that says how an answer is taken back; VAN is not told of that.
 */

const NAME = 'ngp-van';
const PAGE = 50;
const MOST_PAGES = 2000;
/** Bytes of an exported list at most. */
const LONGEST_FILE = 256 * 1024 * 1024;
const API_INPUT = 11;
const TEXTING = 37;
/** Result codes by their names, the best first. */
const STOPPED = ['do not text', 'refused'];
const RESUMED = ['texted', 'canvassed'];

const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextPageLink: z.string().nullish() });
const List = z.object({ savedListId: z.number(), name: z.string(), listCount: z.number().nullish() });
const Question = z.object({
  surveyQuestionId: z.number(),
  name: z.string(),
  responses: z.array(z.object({ surveyResponseId: z.number(), name: z.string() })).default([]),
});
const ResultCodes = z.array(z.object({ resultCodeId: z.number(), name: z.string() }));
const Job = z.object({
  exportJobId: z.number(),
  status: z.enum(['Completed', 'Requested', 'Pending', 'Error']),
  downloadUrl: z.string().nullish(),
});
const Found = z.object({ vanId: z.number().nullish() }).nullable();

const problem = (sentence: Stored) => new SystemProblem(sentence, { last: true });
const system = written('NGP VAN');

export function van(config: ConnectorConfig, ask: Ask): Connector {
  const { baseUrl, key, userName, mode, exportType } = config;
  const password = `${key}|${mode === 'my-voters' ? 0 : 1}`;
  const headers = { authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}` };
  const url = (path: string, query?: Readonly<Record<string, string | number>>) =>
    below(baseUrl, path, query);
  const get = async <T>(path: string, shape: z.ZodType<T>, signal: AbortSignal, query = {}) =>
    (await call(NAME, ask, { url: url(path, query), headers }, shape, signal)).data;

  async function allOf<T extends z.ZodType>(path: string, item: T, signal: AbortSignal, query = {}) {
    const found: z.infer<T>[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const at = { ...query, $top: PAGE, $skip: page * PAGE };
      // The link to the next page is not followed: it only says that there is one.
      const { items, nextPageLink } = await get(path, pageOf(item), signal, at);
      found.push(...items);
      if (items.length === 0 || !nextPageLink) break;
    }
    return found;
  }

  async function resultCode(names: readonly string[], signal: AbortSignal): Promise<number> {
    const codes = await get('canvassResponses/resultCodes', ResultCodes, signal);
    const named = names.map((name) => codes.find((code) => code.name.trim().toLowerCase() === name));
    const found = named.find((code) => code !== undefined);
    if (found === undefined)
      throw problem(keep('systems:problem.noResultCode', { name: written(names[0] ?? '') }));
    return found.resultCodeId;
  }

  /** @throws SystemProblem where nobody in VAN is known to be this person */
  async function vanIdOf(person: Person, signal: AbortSignal): Promise<string> {
    // An id from somebody's file becomes part of an address.
    if (/^\d+$/.test(person.externalId)) return person.externalId;
    if (person.firstName === '' || person.lastName === '')
      throw problem(keep('systems:problem.noId', { system }));
    const body = {
      firstName: person.firstName,
      lastName: person.lastName,
      phones: [{ phoneNumber: nationalOf(person.number) }],
    };
    const asked = { method: 'POST', url: url('people/find'), headers, body, alsoGood: [302, 404] } as const;
    const { data } = await call(NAME, ask, asked, Found, signal);
    if (!data?.vanId) throw problem(keep('systems:problem.nobody', { system }));
    return String(data.vanId);
  }

  const phoneOf = (number: string) => {
    const national = nationalOf(number);
    return national === number ? { phoneNumber: number } : { dialingPrefix: '1', phoneNumber: national };
  };
  async function respond(person: Person, body: object, context: object, phone: object, signal: AbortSignal) {
    const vanId = await vanIdOf(person, signal);
    const canvassContext = {
      inputTypeId: API_INPUT,
      contactTypeId: TEXTING,
      ...context,
      phone: { ...phoneOf(person.number), ...phone },
    };
    const asked = {
      method: 'POST',
      url: url(`people/${vanId}/canvassResponses`),
      headers,
      body: { canvassContext, ...body },
    } as const;
    await call(NAME, ask, asked, z.unknown(), signal);
  }

  return {
    async test(signal) {
      await get('apiKeyProfiles', z.object({ items: z.array(z.unknown()) }), signal);
    },
    async lists(signal) {
      const lists = await allOf('savedLists', List, signal);
      return lists.map(({ savedListId, name, listCount }) => ({
        id: String(savedListId),
        name,
        people: listCount ?? null,
      }));
    },
    async targets(signal) {
      const questions = await allOf('surveyQuestions', Question, signal, { statuses: 'Active' });
      return questions.flatMap((question) =>
        question.responses.map((response) => ({
          id: `${question.surveyQuestionId}.${response.surveyResponseId}`,
          label: `${question.name}: ${response.name}`,
        })),
      );
    },
    async *pull(listId, signal) {
      const body = { savedListId: Number(listId), type: exportType, webhookUrl: url('echoes') };
      const asked = { method: 'POST', url: url('exportJobs'), headers, body } as const;
      let job = (await call(NAME, ask, asked, Job, signal)).data;
      for (let pause = 500; job.status === 'Requested' || job.status === 'Pending'; pause *= 1.5) {
        await wait(Math.min(pause, 15_000), undefined, { signal });
        job = await get(`exportJobs/${job.exportJobId}`, Job, signal);
      }
      if (job.status === 'Error' || !job.downloadUrl) throw problem(keep('systems:problem.exportFailed'));
      const csv = await fetchFile(NAME, ask, job.downloadUrl, LONGEST_FILE, signal);
      if (/^\s*</.test(csv)) throw problem(keep('systems:problem.webPage', { system }));
      yield { csv, people: Math.max(0, csv.split('\n').filter((line) => line.trim() !== '').length - 1) };
    },
    async pushAnswer(person, { on, at }, signal) {
      if (on.length === 0) return false;
      const responses = on.map((target) => {
        const [surveyQuestionId, surveyResponseId] = target.split('.').map(Number);
        return { type: 'SurveyResponse', surveyQuestionId, surveyResponseId };
      });
      const dateCanvassed = new Date(at).toISOString().slice(0, 10);
      await respond(person, { resultCodeId: null, responses }, { dateCanvassed }, {}, signal);
      return true;
    },
    async pushOptOut(person, optedOut, signal) {
      const resultCodeId = await resultCode(optedOut ? STOPPED : RESUMED, signal);
      await respond(person, { resultCodeId }, {}, { smsOptInStatus: optedOut ? 'O' : 'I' }, signal);
      return true;
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { type Contract, contract } from '../../shared/contract/index.ts';
import type { Profile, Region } from '../../shared/schema/words.ts';
import { NOON } from '../helpers/core.ts';
import { startConsoleProcess, startSimulatorProcess } from './processes.ts';

/** Named as an interface, since the type written out is longer than the compiler writes down. */
export interface Api extends JsonifiedClient<ContractRouterClient<Contract>> {}

/** All procedures over REST, typed by the contract; `token` comes from signing in. */
export function apiClient(apiUrl: string, token: string | null): Api {
  return createORPCClient(
    new OpenAPILink(contract, {
      url: apiUrl,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    }),
  );
}

export const SENDERS: Readonly<Record<Profile, readonly [string, string]>> = {
  'provider-1': ['+12165550190', '+12165550191'],
  'provider-2': ['+447700900990', '+447700900991'],
};

/** Bytes of a list that go in one call. */
const PIECE = 512 * 1024;

export type ContactText = {
  readonly from: string;
  readonly body: string;
  readonly sentBy: 'provider' | 'account';
  readonly at: number;
};

async function until<T>(
  look: () => Promise<T | null | undefined | false>,
  what: string,
  times = 200,
): Promise<T> {
  for (let count = 0; count < times; count += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not happen: ${what}`);
}

/**
 * Simulator and console as processes of their own; an organisation set up over REST, with an admin, a texter
 * and both connections.
 */
export async function startWorld({ now = NOON }: { readonly now?: number } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'heed-e2e-'));
  const simulator = await startSimulatorProcess();
  const control = {
    get: async <T>(path: string): Promise<T> =>
      (await fetch(`${simulator.line.control}${path}`)).json() as Promise<T>,
    post: async (path: string, body: unknown): Promise<void> => {
      const answer = await fetch(`${simulator.line.control}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    },
  };
  await control.post('/clock', { set: now });
  const program = await startConsoleProcess(dataDir, { now });
  const { apiUrl } = program.line;
  const nobody = apiClient(apiUrl, null);
  await nobody.setup.create({
    organisation: 'Housing Vote',
    name: 'Maya Admin',
    login: 'maya',
    password: 'a-long-password',
  });
  const signIn = async (login: string): Promise<Api> => {
    const { token } = await nobody.session.signIn({ login, password: 'a-long-password' });
    return apiClient(apiUrl, token);
  };
  const admin = await signIn('maya');
  const texterAccount = await admin.account.create({
    login: 'ana',
    name: 'Ana Texter',
    role: 'texter',
    password: 'a-long-password',
  });
  const texter = await signIn('ana');

  for (const profile of ['provider-1', 'provider-2'] as const) {
    const connection = await admin.connection.create({
      provider: 'simulator',
      profile,
      name: `Simulated ${profile}`,
      config: { baseUrl: simulator.line.url, profile },
    });
    for (const number of SENDERS[profile]) await admin.connection.addNumber({ id: connection.id, number });
    const tested = await admin.connection.test({ id: connection.id });
    if (!tested.ok) throw new Error(tested.detail);
    if (connection.webhookUrl) {
      await control.post('/callback', { url: connection.webhookUrl });
      // Sending stays off until a test reply has arrived.
      await control.post('/replies', { from: '+12025550199', to: SENDERS[profile][0], body: 'test reply' });
    }
    await until(
      async () => (await admin.connection.list()).find((row) => row.id === connection.id)?.state === 'ready',
      `${profile} ready`,
    );
  }

  return {
    dataDir,
    console: program,
    simulator,
    control,
    admin,
    texter,
    /** The contract as another account, whose password is the usual one. */
    signIn,
    texterId: texterAccount.id,
    until,
    /** A launched campaign with these contacts, imported as a CSV through the product. */
    async campaign(
      name: string,
      region: Region,
      contacts: readonly { name: string; number: string; more?: Readonly<Record<string, string>> }[],
    ): Promise<string> {
      const draft = await admin.campaign.create({
        name,
        region,
        script: 'Hi {firstName}, {texterName} from {organisation}. Will you vote? Reply STOP to opt out.',
        replies: [{ title: 'Thanks', text: 'Thank you, {firstName}!' }],
      });
      const columns = [...new Set(contacts.flatMap(({ more }) => Object.keys(more ?? {})))];
      const csv = Buffer.from(
        `${[['First name', 'Phone', ...columns], ...contacts.map(({ name: person, number, more }) => [person, number, ...columns.map((column) => more?.[column] ?? '')])].map((row) => row.join()).join('\n')}\n`,
      );
      const { uploadId } = await admin.imports.begin({ name: 'contacts.csv', size: csv.length });
      for (let offset = 0; offset < csv.length; offset += PIECE)
        await admin.imports.append({
          uploadId,
          offset,
          data: csv.subarray(offset, offset + PIECE).toString('base64'),
        });
      const { mapping } = await admin.imports.preview({ uploadId });
      if (!mapping) throw new Error('The columns were not guessed.');
      const { id } = await admin.imports.contacts({ uploadId, campaignId: draft.id, mapping });
      const job = await until(
        async () => {
          const latest = await admin.imports.job({ id });
          return latest.state === 'running' ? null : latest;
        },
        'import',
        2400,
      );
      const { imported = 0, alreadyOptedOut = 0, onHold = 0 } = job.result ?? {};
      if (imported + alreadyOptedOut + onHold !== contacts.length)
        throw new Error(`Imported ${JSON.stringify(job)}`);
      await admin.campaign.assign({ id: draft.id, texterIds: [texterAccount.id] });
      await admin.campaign.launch({ id: draft.id });
      return draft.id;
    },
    reply: (from: string, to: string, body: string) => control.post('/replies', { from, to, body }),
    received: (number: string) => control.get<ContactText[]>(`/contacts/${encodeURIComponent(number)}`),
    blocks: () => control.get<{ sender: string; contact: string }[]>('/blocks'),
    /** A one-time address for one more browser window. */
    windowUrl: async () => (await admin.session.windowLink()).url,
    async stop() {
      await program.stop();
      await simulator.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

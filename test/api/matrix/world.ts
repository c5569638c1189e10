import { join } from 'node:path';
import { createApiKey } from '../../../main/core/access/apiKeys.ts';
import { optOut } from '../../../main/core/optOuts/optOut.ts';
import { cleanPicture } from '../../../main/core/pictures/clean/clean.ts';
import { awaitPictures, keepPicture } from '../../../main/core/pictures/pictureRecord.ts';
import { madeUpPicture } from '../../../main/core/providers/simulator/madeUpPicture.ts';
import { all, run } from '../../../main/core/store/statement.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { written } from '../../../shared/text/stored.ts';
import { type Client, type TestApi, testApi } from '../../helpers/api.ts';
import { kept, writer } from '../../helpers/core.ts';
import * as seed from '../../helpers/seed.ts';

/**
 * Whose a thing is, seen by Ana, a texter. hidden: hers, but opted out automatically. none: there is no
 * such thing.
 */
export const TARGETS = ['none', 'hidden', 'other', 'own'] as const;
export type Target = (typeof TARGETS)[number];

/** Stands in every name and text that Ana must never read. */
export const SECRET = { hidden: 'Quetzalcoatl', other: 'Popocatepetl' } as const;

export type Things = Readonly<
  Record<
    | 'account'
    | 'action'
    | 'apiKey'
    | 'campaign'
    | 'connection'
    | 'conversation'
    | 'draft'
    | 'endpoint'
    | 'list'
    | 'message'
    | 'note'
    | 'number'
    | 'picture'
    | 'reply'
    | 'optOut'
    | 'enquiry'
    | 'invitation'
    | 'joinRequest'
    | 'scriptTest'
    | 'sender'
    | 'signIn'
    | 'subject'
    | 'system'
    | 'tag'
    | 'toSend'
    | 'upload'
    | 'view',
    string
  >
>;

const DESKS = 'https://desks.example';
const NUMBERS = { own: 1, other: 3, hidden: 5, none: 9 } as const;
type Stored = Omit<Things, 'upload'>;
let made = 0;

/** A type with a name, since the compiler cannot write out the contract's. */
export type MatrixWorld = TestApi & {
  readonly ana: string;
  readonly ben: string;
  readonly maya: string;
  readonly sam: string;
  readonly client: Client;
  readonly things: Readonly<Record<Target, Things>>;
  readonly dump: () => string;
};

/** All that a store holds of the world. Uploads are in memory and files, so they are no part of it. */
async function organisation(role: Role | null) {
  const api = testApi({ desksAt: DESKS });
  const { core } = api;
  const ana = seed.account(core, { role: 'texter', name: 'Ana', login: 'ana' });
  const ben = seed.account(core, { role: 'texter', name: 'Ben' });
  const maya = seed.account(core, { role: 'admin', name: 'Maya', login: 'maya' });
  const sam = seed.account(core, { role: 'supervisor', name: 'Sam' });
  const caller = { texter: ana, admin: maya, supervisor: sam };
  const connectionId = seed.connection(core, { profile: 'provider-1', provider: 'simulator' });
  const senderId = seed.senderNumber(core, { connectionId, number: '+12165550190' });
  const adminToken = api.tokenFor(maya);
  const admin = api.via({ kind: 'bearer', token: adminToken });

  function leave(number: string, conversationId: string, messageId: string, automatic: boolean, by: string) {
    return core.write(
      (tx) =>
        optOut(core, tx, {
          subject: core.subject(number),
          number,
          cause: automatic ? 'auto-keyword' : 'manual',
          actorId: automatic ? null : by,
          rule: automatic ? 'keyword' : 'by-hand',
          matched: '',
          reason: written(''),
          conversationId,
          messageId,
          senderNumberId: senderId,
          importId: null,
          saidAt: tx.now,
          receivedAt: tx.now,
        }).optOutId,
    );
  }

  async function things(target: Exclude<Target, 'none'>): Promise<Stored> {
    const texterId = target === 'other' ? ben : ana;
    const secret = target === 'own' ? 'Plain' : SECRET[target];
    const index = NUMBERS[target] * 10;
    const campaignId = seed.campaign(core, {
      name: `Campaign ${secret}`,
      replies: [{ title: 'Thanks', text: `Thanks from ${secret}` }],
      texterIds: target === 'hidden' ? [] : [texterId],
    });
    const asked = {
      code: 'support',
      name: 'Support',
      text: `Does ${secret} support it?`,
      kind: 'one',
    } as const;
    const { revision } = await admin.questions.script({ campaignId });
    await admin.questions.save({
      campaignId,
      revision,
      questions: [{ ...asked, choices: [{ code: 'yes', label: `Yes ${secret}`, key: 'y' }] }],
    });
    const contact = (offset: number, state: 'to-send' | 'to-answer') => {
      const number = seed.fictionNumber('US', index + offset);
      const at = {
        campaignId,
        number,
        texterId,
        senderNumberId: senderId,
        firstName: secret,
        state,
      } as const;
      return { number, id: seed.conversation(core, at) };
    };
    const first = contact(0, 'to-answer');
    const initial = contact(1, 'to-send');
    const left = contact(2, 'to-answer');
    const at = (of: typeof first) => ({ conversationId: of.id, number: of.number, senderNumberId: senderId });
    seed.message(core, {
      ...at(first),
      direction: 'out',
      kind: 'initial',
      body: `Hi ${secret}`,
      authorId: texterId,
    });
    const inbound = seed.message(core, { ...at(first), body: `Perhaps ${secret} stop` });
    const picture = core.write((tx) => {
      awaitPictures(tx, { messageId: inbound, subject: core.subject(first.number) }, 1);
      run(tx.db, 'UPDATE message SET pictures = 1 WHERE id = ?', inbound);
      const [{ id } = { id: '' }] = all<{ id: string }>(
        tx.db,
        'SELECT id FROM message_picture WHERE message_id = ?',
        inbound,
      );
      const cleaned = cleanPicture(madeUpPicture(index));
      if (cleaned.ok) keepPicture(tx, id, cleaned.picture);
      return id;
    });
    const message = seed.message(core, {
      ...at(first),
      direction: 'out',
      body: `Queued for ${secret}`,
      state: 'queued',
      authorId: texterId,
    });
    const action = seed.action(core, { ...at(first), messageId: inbound });
    const enquiry = seed.action(core, { ...at(first), kind: 'escalated' });
    run(writer(core), "UPDATE action SET rule = 'enquiry' WHERE id = ?", enquiry);
    const texter = api.as(texterId);
    const { id: note } = await texter.messenger.note.add({
      conversationId: first.id,
      body: `Note ${secret}`,
    });
    await texter.answers.record({ conversationId: first.id, question: 'support', choices: ['yes'] });
    const said = seed.message(core, { ...at(left), body: `Stop ${secret}` });
    const optOutId = leave(left.number, left.id, said, target === 'hidden', texterId);
    if (target === 'hidden') {
      for (const each of [first, initial]) leave(each.number, each.id, inbound, true, texterId);
      // An opt-out closes open actions; one that opens afterwards is hidden all the same.
      run(
        writer(core),
        "UPDATE action SET state = 'open', resolution = NULL WHERE conversation_id = ?",
        first.id,
      );
      run(writer(core), "UPDATE message SET state = 'queued', rule = NULL WHERE id = ?", message);
    }
    const tested = { campaignId, number: seed.fictionNumber('US', index + 7), firstName: secret };
    const scriptTest = await admin.scriptTest.begin(tested);
    const spare = seed.connection(core, { profile: 'provider-1', provider: 'simulator' });
    const draft = seed.campaign(core, { name: `Draft ${secret}`, state: 'draft' });
    const { key } = core.write((tx) =>
      createApiKey(core, tx, maya, { name: `Key ${secret}`, role: 'supervisor', validDays: 1 }),
    );
    const { endpoint } = await admin.webhookOut.create({
      name: `Hook ${secret}`,
      url: 'https://example.org/hook',
      events: ['opt-out'],
    });
    const system = await admin.systems.create({
      kind: 'action-network',
      name: `System ${secret}`,
      key: 'key',
      url: 'http://127.0.0.1:9/api',
      events: [],
    });
    const viewOf = target === 'other' ? (role === 'admin' ? sam : maya) : caller[role ?? 'admin'];
    const everybody = { from: 'campaign', campaignId, who: { by: 'everybody' } } as const;
    const { id: list } = await admin.savedList.create({ name: `List ${secret}`, source: everybody });
    const day = 86_400_000;
    const invited = await admin.invitation.createForCampaign({
      name: `Link ${secret}`,
      campaignIds: [campaignId],
      until: api.clock.now() + day,
      mostPeople: 5,
      atOnce: false,
    });
    const token = invited.link.split('/')[5] ?? '';
    await api.anybody.join.accept({
      token,
      name: `Asks ${secret}`,
      login: `asks-${target}`,
      password: 'long enough',
    });
    const asking = (await admin.invitation.requests()).find(({ login }) => login === `asks-${target}`);
    const elsewhere = seed.account(core, { role: 'texter', name: `Here ${secret}` });
    api.tokenFor(elsewhere);
    const here = (await admin.signIns.list()).find(({ account }) => account.id === elsewhere);
    return {
      account: texterId,
      action,
      apiKey: key.id,
      campaign: campaignId,
      connection: spare,
      conversation: first.id,
      draft,
      endpoint: endpoint.id,
      list,
      message,
      note,
      number: first.number,
      picture,
      reply: (await admin.campaign.get({ id: campaignId })).replies[0]?.id ?? 'missing',
      optOut: optOutId,
      enquiry: enquiry,
      invitation: invited.id,
      joinRequest: asking?.id ?? '',
      scriptTest: scriptTest.id,
      sender: senderId,
      signIn: here?.id ?? '',
      subject: core.subject(first.number),
      system: system.id,
      tag: (await admin.messenger.tag.create({ name: `Tag ${target}`, tone: 'ok' })).id,
      toSend: initial.id,
      view: viewOf === ana ? 'missing' : await savedView(viewOf, secret),
    };
  }

  const savedView = async (accountId: string, name: string) =>
    (await api.as(accountId).savedView.save({ list: 'conversations', name, filter: {} })).id;

  const own = await things('own');
  const other = await things('other');
  const hidden = await things('hidden');
  return { kept: kept(api), adminToken, ana, ben, maya, sam, own, other, hidden };
}

/** Made once for each role, and copied for each world. */
const organisations = new Map<Role | null, ReturnType<typeof organisation>>();

/**
 * An organisation that has everything a procedure can name: once Ana's, once Ben's, and once hidden from
 * Ana. `role`: who calls.
 */
export async function matrixWorld(role: Role | null, folder: string): Promise<MatrixWorld> {
  const begun = organisations.get(role) ?? organisation(role);
  organisations.set(role, begun);
  const { kept: from, adminToken, ana, ben, maya, sam, ...stored } = await begun;
  made += 1;
  const api = testApi({ storeDir: join(folder, String(made)), desksAt: DESKS, from });
  const { core } = api;
  const admin = api.via({ kind: 'bearer', token: adminToken });
  const csv = Buffer.from('Name,Phone\nPat,+12025550177\n');
  const withUpload = async (target: Exclude<Target, 'none'>): Promise<Things> => {
    const name = target === 'own' ? 'Plain' : SECRET[target];
    const { uploadId } = await admin.imports.begin({ name: `${name}.csv`, size: csv.length });
    await admin.imports.append({ uploadId, offset: 0, data: csv.toString('base64') });
    return { ...stored[target], upload: uploadId };
  };
  const own = await withUpload('own');
  const other = await withUpload('other');
  const hidden = await withUpload('hidden');
  const none = {
    ...Object.fromEntries(Object.keys(own).map((key) => [key, 'missing'])),
    number: seed.fictionNumber('US', NUMBERS.none * 10),
  } as Things;
  const caller = { texter: ana, admin: maya, supervisor: sam };
  return {
    ...api,
    ana,
    ben,
    maya,
    sam,
    client: role === null ? api.anybody : api.as(caller[role]),
    things: { own, other, hidden, none } satisfies Record<Target, Things>,
    /** All rows that a refused call could have changed. */
    dump: () =>
      JSON.stringify(
        [
          'account',
          'action',
          'answer',
          'api_key',
          'campaign',
          'choice',
          'conversation',
          'conversation_tag',
          'reminder',
          'invitation',
          'job',
          'join_request',
          'ledger',
          'message',
          'note',
          'opt_out',
          'question',
          'reversal',
          'setting',
          'tag',
          'webhook_endpoint',
        ].map((table) => all(core.db, `SELECT * FROM ${table}`)),
      ),
  };
}

import type { Contract } from '../../../shared/contract/index.ts';
import type { MatrixWorld, Things } from './world.ts';

/** The names of all procedures, as `a.b.c`. One of the contract without a case here does not compile. */
type PathOf<Node> = {
  [Key in keyof Node & string]: Node[Key] extends { readonly '~orpc': unknown }
    ? Key
    : `${Key}.${PathOf<Node[Key]>}`;
}[keyof Node & string];
export type ProcedurePath = PathOf<Contract>;

/** How a call ends: well, or with an error code of the contract. */
type End = string;

export type Case = {
  /**
   * What the input names. nobody: no thing. organisation: a thing that belongs to no texter. texter: a
   * thing that belongs to one texter.
   */
  readonly about: 'nobody' | 'organisation' | 'texter';
  readonly input: (of: Things, world: MatrixWorld) => unknown;
  /** How it ends for those who may call it, with a thing that they may see; `ok` if left out. */
  readonly well?: End;
  /** The same for admins and supervisors, where it ends otherwise than for a texter. */
  readonly overseen?: End;
  /** With a thing that does not exist; `NOT_FOUND` if left out. */
  readonly none?: End;
  /** With a colleague's thing, for admins and supervisors, where they may not have that either. */
  readonly other?: End;
};

const nobody = (input: unknown = {}, well: End = 'ok'): Case => ({
  about: 'nobody',
  input: () => input,
  well,
});
type Ends = Pick<Case, 'well' | 'overseen' | 'none' | 'other'>;
const organisation = (input: Case['input'], ends: Ends = {}): Case => ({
  about: 'organisation',
  input,
  ...ends,
});
const texter = (input: Case['input'], ends: Ends = {}): Case => ({
  about: 'texter',
  input,
  ...ends,
});

const REASON = 'For the matrix';

/**
 * Every procedure with an input that fits it. A procedure that is added to the contract needs a line here,
 * or the build fails.
 */
export const cases: Readonly<Record<ProcedurePath, Case>> = {
  'session.state': nobody(),
  'session.signIn': nobody({ login: 'ana', password: 'wrong' }, 'UNAUTHORIZED'),
  'session.signOut': nobody(),
  'session.changePassword': nobody({ current: 'wrong', next: 'another password' }, 'INVALID'),
  'session.secondFactor.state': nobody(),
  'session.secondFactor.begin': nobody({ password: 'wrong' }, 'INVALID'),
  'session.secondFactor.confirm': nobody({ code: '123456' }, 'CONFLICT'),
  'session.secondFactor.newCodes': nobody({ code: '123456' }, 'SECOND_FACTOR'),
  'session.secondFactor.turnOff': nobody({ password: 'wrong', code: '123456' }, 'INVALID'),
  'session.windowLink': nobody(),
  'setup.startDemo': nobody({}, 'CONFLICT'),
  'setup.create': nobody({ organisation: 'X', name: 'Y', login: 'zed', password: 'long enough' }, 'CONFLICT'),
  'setup.unlock': nobody({ passphrase: 'x' }, 'CONFLICT'),
  'setup.retry': nobody(),
  'setup.leaveDemo': nobody({}, 'CONFLICT'),
  'account.list': nobody(),
  'account.texters': nobody(),
  'account.overseers': nobody(),
  'account.create': nobody({ login: 'zed', name: 'Zed', role: 'texter', password: 'long enough' }),
  'account.update': organisation(({ account: id }) => ({ id, name: 'Other name' })),
  'account.recover': organisation(({ account: id }) => ({ id })),
  'settings.get': nobody(),
  'settings.update': nobody({ idleLockMinutes: 20 }),
  'settings.vocabulary': nobody(),
  'settings.tryText': nobody({ text: 'STOP', profile: 'provider-1', autoOptOut: true, response: 'first' }),
  'connection.list': nobody(),
  'connection.status': nobody(),
  'connection.create': nobody({
    provider: 'simulator',
    profile: 'provider-1',
    name: 'Sim',
    config: { baseUrl: 'http://127.0.0.1:9', profile: 'provider-1' },
  }),
  'connection.update': organisation(({ connection: id }) => ({ id, name: 'Other name' })),
  'connection.test': organisation(({ connection: id }) => ({ id })),
  'connection.practise': nobody(),
  'connection.practiceReply': organisation(({ connection: id }) => ({ id })),
  'connection.addNumber': organisation(({ connection: id, number }) => ({ id, number })),
  'connection.updateNumber': organisation(({ sender: id }) => ({ id, label: 'Main' })),
  'connection.numberWork': organisation(({ sender: id }) => ({ id })),
  'connection.remove': organisation(({ connection: id }) => ({ id })),
  'campaign.list': nobody(),
  'campaign.get': texter(({ campaign: id }) => ({ id })),
  'campaign.create': nobody({ name: 'New', region: 'US', script: 'Hi' }),
  'campaign.update': organisation(({ draft: id }) => ({ id, name: 'Other name' })),
  'campaign.copy': organisation(({ campaign: id }) => ({ id, name: 'A copy' })),
  'campaign.followUpDryRun': organisation(({ campaign: id }) => ({ id, who: { by: 'everybody' } })),
  'campaign.followUp': organisation(({ campaign: id }) => ({ id, who: { by: 'no-reply' }, name: 'Again' })),
  'campaign.archive': organisation(({ draft: id }) => ({ id })),
  'campaign.bringBack': organisation(({ draft: id }) => ({ id })),
  'campaign.assign': organisation(({ draft: id }, { ana }) => ({ id, texterIds: [ana] })),
  'campaign.launch': organisation(({ draft: id }) => ({ id }), { well: 'CONFLICT' }),
  'campaign.pause': organisation(({ campaign: id }) => ({ id })),
  'campaign.close': organisation(({ campaign: id }) => ({ id })),
  'campaign.remove': organisation(({ draft: id }) => ({ id })),
  'imports.begin': nobody({ name: 'a.csv', size: 3 }),
  'imports.append': organisation(({ upload: uploadId }) => ({ uploadId, offset: 0, data: 'YQ==' })),
  'imports.preview': organisation(({ upload: uploadId }) => ({ uploadId })),
  'savedList.list': nobody(),
  'savedList.get': organisation(({ list: id }) => ({ id })),
  'savedList.create': organisation(({ list: listId }) => ({
    name: 'A list',
    source: { from: 'list', listId },
  })),
  'savedList.remove': organisation(({ list: id }) => ({ id })),
  'savedList.dryRun': organisation(({ list: id }) => ({ id })),
  'savedList.use': organisation(({ list: id, draft: campaignId }) => ({ id, campaignId })),
  'imports.contacts': organisation(({ upload: uploadId, draft: campaignId }) => ({
    uploadId,
    campaignId,
    mapping: { number: 1, firstName: 0, lastName: null, externalId: null, fields: {} },
  })),
  'imports.optOuts': organisation(({ upload: uploadId }) => ({ uploadId, numberColumn: 1, region: 'US' })),
  'imports.contactsDryRun': organisation(({ upload: uploadId, draft: campaignId }) => ({
    uploadId,
    campaignId,
    mapping: { number: 1, firstName: 0, lastName: null, externalId: null, fields: {} },
  })),
  'imports.job': organisation(({ conversation: id }) => ({ id }), { well: 'NOT_FOUND' }),
  'imports.jobs': nobody(),
  'imports.cancel': organisation(({ conversation: id }) => ({ id }), { well: 'NOT_FOUND' }),
  'imports.refused': organisation(({ conversation: id }) => ({ id }), { well: 'NOT_FOUND' }),
  'imports.rows': organisation(({ conversation: id }) => ({ id }), { well: 'NOT_FOUND' }),
  'savedView.list': nobody({ list: 'conversations' }),
  'savedView.save': nobody({ list: 'opt-outs', name: 'Mine', filter: {} }),
  'savedView.remove': organisation(({ view: id }) => ({ id }), { other: 'NOT_FOUND' }),
  'conversation.list': nobody(),
  'conversation.total': nobody(),
  'conversation.counts': nobody(),
  'conversation.next': nobody({ campaignId: 'none', after: 'none' }),
  'conversation.held': nobody(),
  'conversation.get': texter(({ conversation: id }) => ({ id })),
  'conversation.sendInitial': texter(({ toSend: id }) => ({ id })),
  'conversation.send': texter(({ conversation: id }) => ({
    id,
    body: 'Hello',
    confirmed: ['stop-waiting'],
  })),
  'conversation.cancel': texter(({ message: id }) => ({ id })),
  'conversation.optOut': texter(({ conversation: id }) => ({ id })),
  'conversation.undoOptOut': texter(({ optOut: id }) => ({ id }), { overseen: 'CONFLICT' }),
  'conversation.close': texter(({ conversation: id }) => ({ id, outcome: 'done' })),
  'conversation.reopen': texter(({ conversation: id }) => ({ id })),
  'conversation.assign': organisation(({ conversation: id }, { ana }) => ({ id, texterId: ana })),
  'optOut.list': nobody(),
  'optOut.counts': nobody(),
  'optOut.export': nobody({ filter: {} }),
  'optOut.optOutMany': organisation(({ optOut }) => ({ ids: [optOut], reason: REASON }), {
    none: 'CONFLICT',
  }),
  'optOut.optInMany': organisation(({ optOut }) => ({ ids: [optOut], reason: REASON }), { none: 'CONFLICT' }),
  'optOut.dryRun': organisation(({ upload: uploadId }) => ({ uploadId, numberColumn: 1, region: 'US' })),
  'optOut.dryRunState': organisation(({ upload: id }) => ({ id }), { well: 'NOT_FOUND' }),
  'optOut.dryRunRows': organisation(({ upload: id }) => ({ id }), { well: 'NOT_FOUND' }),
  'optOut.dropDryRun': organisation(({ upload: id }) => ({ id }), { none: 'ok' }),
  'optOut.imports': nobody(),
  'optOut.undoImport': organisation(({ upload: id }) => ({ id, reason: REASON }), { well: 'NOT_FOUND' }),
  'backup.state': nobody(),
  'backup.setPlan': nobody({ on: false, folder: null, hourly: 1, daily: 1, weekly: 1 }),
  'backup.now': nobody({}, 'CONFLICT'),
  'backup.remove': nobody({ id: 'none' }, 'NOT_FOUND'),
  'backup.preview': nobody({ id: 'none' }, 'NOT_FOUND'),
  'backup.restore': nobody({ id: 'none' }, 'NOT_FOUND'),
  'backup.export': nobody({ passphrase: 'a long passphrase', move: false }, 'CONFLICT'),
  'backup.import': nobody({ uploadId: 'none', passphrase: 'a long passphrase' }, 'NOT_FOUND'),
  'backup.check': nobody(),
  'backup.carryOn': nobody({}, 'CONFLICT'),
  'backup.reopenUnsure': nobody(),
  'lostStore.list': nobody(),
  'lostStore.restore': nobody({ id: 'none', login: 'ana', password: 'wrong' }, 'INVALID'),
  'lostStore.progress': nobody(),
  'lostStore.beginUpload': nobody({ name: 'x.heed', size: 1 }, 'CONFLICT'),
  'lostStore.appendUpload': nobody({ uploadId: 'none', offset: 0, data: '' }, 'CONFLICT'),
  'lostStore.import': nobody({ uploadId: 'none', passphrase: 'x' }, 'CONFLICT'),
  'keys.state': nobody(),
  'keys.changeStoreKey': nobody({}, 'CONFLICT'),
  'keys.changePassphrase': nobody({ current: 'x', next: 'a long passphrase' }, 'CONFLICT'),
  'person.why': texter(({ conversation: conversationId }) => ({ conversationId })),
  'person.optOut': texter(({ conversation: conversationId }) => ({ conversationId, reason: REASON })),
  'person.confirmation': texter(({ conversation: conversationId }) => ({ conversationId })),
  'person.optIn': texter(({ conversation: conversationId }) => ({ conversationId, reason: REASON }), {
    overseen: 'CONFLICT',
  }),
  'person.useAgain': texter(({ conversation: conversationId }) => ({ conversationId })),
  'person.erasable': texter(({ conversation: conversationId }) => ({ conversationId })),
  'person.erase': texter(({ conversation: conversationId }) => ({ conversationId, reason: 'asked' })),
  'action.list': texter(({ conversation: conversationId }) => ({ conversationId }), { none: 'ok' }),
  'action.page': nobody(),
  'action.summary': nobody(),
  // A texter may not decide that a request to stop was not meant.
  'action.resolve': texter(
    // A text waits in that conversation and would leave once the hold is gone, so it has to be confirmed.
    ({ action: id }) => ({ id, resolution: 'dismiss', confirmed: ['texts-waiting'] }),
    { well: 'FORBIDDEN', overseen: 'ok' },
  ),
  'action.escalate': organisation(({ action: id }, { maya }) => ({ id, ownerId: maya })),
  'action.resolveMany': texter(({ action }) => ({ ids: [action], resolution: 'opt-out' }), { none: 'ok' }),
  'action.assign': organisation(({ action }, { ana }) => ({ ids: [action], accountId: ana })),
  'tour.state': nobody(),
  'tour.update': nobody({ step: 0, done: false }),
  'computer.state': nobody(),
  // No desktop program runs around these tests.
  'computer.change': nobody({ tray: true }, 'CONFLICT'),
  'computer.chooseUpdates': nobody({ on: true }, 'CONFLICT'),
  'computer.checkForUpdate': nobody({}, 'CONFLICT'),
  'computer.problemReport': nobody(),
  'dashboard.read': nobody(),
  'cockpit.read': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'cost.read': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'progress.read': nobody(),
  'scriptTest.begin': organisation(({ campaign: campaignId }) => ({ campaignId, number: '216-555-0177' })),
  'scriptTest.list': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'scriptTest.end': organisation(({ scriptTest: id }) => ({ id })),
  'nudge.send': organisation(({ campaign: campaignId }, { ana }) => ({
    campaignId,
    texterIds: [ana],
    kind: 'reminder',
  })),
  'nudge.list': nobody(),
  'nudge.seen': organisation(({ account: id }) => ({ id }), { well: 'NOT_FOUND' }),
  'evidence.get': texter(({ number: of }) => ({ of }), { none: 'ok' }),
  'evidence.export': texter(({ number: of }) => ({ of }), { none: 'ok' }),
  'lookup.number': texter(({ number }) => ({ number }), { none: 'ok' }),
  'lookup.list': texter(({ number }) => ({ text: number }), { none: 'ok' }),
  'texterNote.mine': nobody(),
  'texterNote.sent': nobody(),
  'texterNote.write': organisation(({ account: texterId }) => ({ texterId, body: 'Well done.' })),
  'texterNote.seen': nobody({ id: 'missing' }, 'NOT_FOUND'),
  'messenger.note.list': texter(({ conversation: conversationId }) => ({ conversationId })),
  'messenger.note.add': texter(({ conversation: conversationId }) => ({ conversationId, body: 'A note' })),
  'messenger.note.edit': texter(({ note: id }) => ({ id, body: 'Changed' }), { overseen: 'CONFLICT' }),
  'messenger.tag.list': nobody(),
  'messenger.tag.create': nobody({ name: 'New', tone: 'ok' }),
  'messenger.tag.update': organisation(({ tag: id }) => ({ id, name: id.slice(-9), tone: 'ok' })),
  'messenger.tag.remove': organisation(({ tag: id }) => ({ id })),
  'messenger.tag.set': texter(({ conversation: conversationId }, { things }) => ({
    conversationId,
    tagId: things.own.tag,
    on: true,
  })),
  'messenger.draft.list': nobody(),
  'messenger.draft.save': texter(({ conversation: conversationId }) => ({ conversationId, body: 'Hi' })),
  'messenger.reminder.set': texter(({ conversation: conversationId }, { clock }) => ({
    conversationId,
    at: clock.now() + 60_000,
  })),
  'messenger.reminder.clear': texter(({ conversation: conversationId }) => ({ conversationId })),
  'messenger.search': nobody({ words: 'hi' }),
  'messenger.countChosen': organisation(({ conversation }) => ({ chosen: { ids: [conversation] } }), {
    none: 'ok',
  }),
  'messenger.reassign': organisation(
    ({ conversation }, { ben }) => ({ chosen: { ids: [conversation] }, texterIds: [ben] }),
    { none: 'ok' },
  ),
  'messenger.beginViewing': organisation(({ account: texterId }) => ({ texterId })),
  'messenger.endViewing': nobody(),
  'changes.watch': nobody(),
  'checklist.read': nobody(),
  'checklist.readRegistration': nobody(),
  'checklist.setRegistration': nobody({
    brand: 'approved',
    brandId: 'B1',
    campaign: 'pending',
    campaignId: '',
  }),
  'manyAccounts.check': nobody({ text: 'Zoe, zoe' }),
  'manyAccounts.add': nobody({ text: 'Zoe, zoe' }),
  'report.compliance': nobody(),
  'report.page': nobody(),
  'report.pdf': nobody(),
  'report.schedule': nobody(),
  'report.setSchedule': nobody({ every: 'never', folder: null }),
  'review.queue': nobody(),
  'review.missed': nobody(),
  'review.enquiries': nobody(),
  'review.counts': nobody(),
  'review.get': organisation(({ optOut: id }) => ({ id })),
  'review.judge': organisation(({ optOut: id }) => ({ id, verdict: 'upheld' })),
  'review.judgeMissed': organisation(({ conversation: id }) => ({ id, verdict: 'upheld' }), {
    well: 'NOT_FOUND',
  }),
  'review.upholdMany': organisation(({ optOut }) => ({ ids: [optOut] }), { none: 'ok' }),
  'review.undo': organisation(({ optOut }) => ({ ids: [optOut] }), { none: 'ok' }),
  'review.ask': texter(({ toSend: id }) => ({ id, note: 'Is this a stop?' })),
  'review.answerEnquiry': organisation(({ enquiry: id }) => ({ id, answer: 'No.' })),
  'review.agreement': nobody(),
  'review.sampling': nobody(),
  'review.setSampling': nobody({ automatic: 10, manual: 10, risky: true }),
  'apiKey.list': nobody(),
  'apiKey.create': nobody({ name: 'CRM', role: 'admin', validDays: 1 }),
  'apiKey.revoke': organisation(({ apiKey: id }) => ({ id })),
  'webhookOut.list': nobody(),
  'webhookOut.create': nobody({ name: 'Hook', url: 'https://example.org/hook', events: ['opt-out'] }),
  'webhookOut.update': organisation(({ endpoint: id }) => ({ id, name: 'Other name' })),
  'webhookOut.renewSecret': organisation(({ endpoint: id }) => ({ id })),
  'webhookOut.test': organisation(({ endpoint: id }) => ({ id })),
  'webhookOut.remove': organisation(({ endpoint: id }) => ({ id })),
  'webhookOut.deliveries': organisation(({ endpoint: id }) => ({ id })),
  'questions.script': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'questions.save': organisation(
    ({ draft: campaignId }) => ({ campaignId, revision: 'old', questions: [] }),
    {
      well: 'CONFLICT',
    },
  ),
  'questions.check': organisation(({ campaign: campaignId }) => ({ campaignId, questions: [] })),
  'questions.export': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'questions.import': organisation(
    ({ draft: campaignId }) => ({
      campaignId,
      revision: 'old',
      file: { kind: 'heed-questions', version: 1, questions: [] },
    }),
    { well: 'CONFLICT' },
  ),
  'questions.copyFrom': organisation(
    ({ campaign: from }, { things }) => ({ campaignId: things.own.draft, revision: 'old', from }),
    { well: 'CONFLICT' },
  ),
  'answers.list': texter(({ conversation: conversationId }) => ({ conversationId })),
  'answers.record': texter(({ conversation: conversationId }) => ({
    conversationId,
    question: 'support',
    choices: ['yes'],
  })),
  'answers.clear': texter(({ conversation: conversationId }) => ({ conversationId, question: 'support' })),
  'answers.history': texter(({ conversation: conversationId }) => ({ conversationId })),
  'results.read': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'results.contacts': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'results.texts': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'results.texters': organisation(({ campaign: campaignId }) => ({ campaignId })),
  'results.count': organisation(({ campaign: campaignId }) => ({ campaignId, kind: 'texts' })),
  'results.export': organisation(({ campaign: campaignId }) => ({ campaignId, kind: 'contacts' })),
  'results.columns': organisation(({ campaign: campaignId }) => ({ campaignId, kind: 'contacts' })),
  'results.saveColumns': nobody({ kind: 'texts', columns: { phone: { on: false } } }),
  'webhookOut.sendAgain': organisation(({ endpoint: id }) => ({ id }), { well: 'NOT_FOUND' }),
};

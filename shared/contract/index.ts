import { apiKey } from './access/apiKeys.ts';
import { session, setup } from './access/session.ts';
import { manyAccounts } from './accounts/many.ts';
import { signIns } from './accounts/signIns.ts';
import { tour } from './accounts/tour.ts';
import { account } from './accounts.ts';
import { action } from './actions.ts';
import { backup, lostStore } from './backup.ts';
import { changes } from './base/changes.ts';
import { handing } from './campaigns/handing.ts';
import { nudge } from './campaigns/nudges.ts';
import { savedList } from './campaigns/savedLists.ts';
import { scriptTest } from './campaigns/scriptTests.ts';
import { campaign } from './campaigns.ts';
import { connection } from './connections.ts';
import { computer } from './console/computer.ts';
import { conversation } from './conversations/procedures.ts';
import { savedView } from './conversations/savedViews.ts';
import { cockpit } from './dashboard/cockpit.ts';
import { cost } from './dashboard/cost.ts';
import { dashboard } from './dashboard.ts';
import { desks } from './desks.ts';
import { invitation, join } from './invitations.ts';
import { keys } from './keys.ts';
import { imports } from './lists.ts';
import { lookup } from './lookup.ts';
import { progress } from './messenger/progress.ts';
import { texterNote } from './messenger/texterNotes.ts';
import { messenger } from './messenger.ts';
import { evidence } from './optOuts/evidence.ts';
import { optOut } from './optOuts.ts';
import { person } from './people.ts';
import { picture } from './pictures.ts';
import { answers, questions } from './questions.ts';
import { report } from './reports.ts';
import { results } from './results.ts';
import { review } from './review.ts';
import { checklist } from './senders/checklist.ts';
import { settings } from './settings.ts';
import { systems } from './systems.ts';
import { webhookOut } from './webhooksOut.ts';

/** Written out, since the compiler would not write down a type this long by itself. */
export type Contract = {
  session: typeof session;
  setup: typeof setup;
  account: typeof account;
  settings: typeof settings;
  connection: typeof connection;
  backup: typeof backup;
  lostStore: typeof lostStore;
  campaign: typeof campaign;
  imports: typeof imports;
  savedList: typeof savedList;
  savedView: typeof savedView;
  conversation: typeof conversation;
  picture: typeof picture;
  optOut: typeof optOut;
  person: typeof person;
  action: typeof action;
  tour: typeof tour;
  dashboard: typeof dashboard;
  evidence: typeof evidence;
  keys: typeof keys;
  lookup: typeof lookup;
  messenger: typeof messenger;
  changes: typeof changes;
  review: typeof review;
  report: typeof report;
  texterNote: typeof texterNote;
  manyAccounts: typeof manyAccounts;
  checklist: typeof checklist;
  apiKey: typeof apiKey;
  systems: typeof systems;
  webhookOut: typeof webhookOut;
  computer: typeof computer;
  desks: typeof desks;
  questions: typeof questions;
  answers: typeof answers;
  results: typeof results;
  cockpit: typeof cockpit;
  cost: typeof cost;
  nudge: typeof nudge;
  handing: typeof handing;
  progress: typeof progress;
  scriptTest: typeof scriptTest;
};

/**
 * Every procedure: input, output, errors, roles. Server, client, OpenAPI page and tests derive from this one
 * tree. Who is calling comes from the connection, never from an argument.
 */
export const contract: Contract = {
  session,
  setup,
  account,
  settings,
  connection,
  backup,
  lostStore,
  campaign,
  imports,
  savedList,
  savedView,
  conversation,
  picture,
  optOut,
  person,
  action,
  tour,
  dashboard,
  evidence,
  keys,
  lookup,
  messenger,
  changes,
  review,
  report,
  texterNote,
  manyAccounts,
  checklist,
  apiKey,
  systems,
  webhookOut,
  computer,
  desks,
  signIns,
  invitation,
  join,
  questions,
  answers,
  results,
  cockpit,
  cost,
  nudge,
  handing,
  progress,
  scriptTest,
};

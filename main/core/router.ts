import type { Router } from '@orpc/server';
import type { Contract } from '../../shared/contract/index.ts';
import { changes } from './access/changes.ts';
import type { RpcContext } from './access/context.ts';
import { apiKey } from './accounts/apiKeyProcedures.ts';
import { manyAccounts } from './accounts/manyProcedures.ts';
import { account } from './accounts/procedures.ts';
import { signIns } from './accounts/signInProcedures.ts';
import { tour } from './accounts/tourProcedures.ts';
import { backup } from './backup/procedures.ts';
import { imports } from './campaigns/importProcedures.ts';
import { nudge } from './campaigns/nudgeProcedures.ts';
import { campaignPicture } from './campaigns/pictureProcedures.ts';
import { campaign } from './campaigns/procedures.ts';
import { savedList } from './campaigns/savedListProcedures.ts';
import { scriptTest } from './campaigns/scriptTestProcedures.ts';
import { computer } from './console/computerProcedures.ts';
import type { ConsoleService } from './console/console.ts';
import { keys } from './console/keyProcedures.ts';
import { lostStore } from './console/lostStoreProcedures.ts';
import { session, setup } from './console/sessionProcedures.ts';
import { consoles } from './consoles/procedures.ts';
import { savedView } from './conversations/savedViewProcedures.ts';
import { cockpit, cost, dashboard } from './dashboard/procedures.ts';
import { action } from './decisions/procedures.ts';
import { settings } from './decisions/settingsProcedures.ts';
import { desks } from './desks/procedures.ts';
import { invitation, join } from './invitations/procedures.ts';
import { person } from './lookup/personProcedures.ts';
import { lookup } from './lookup/procedures.ts';
import { answers } from './messenger/answerProcedures.ts';
import { conversation } from './messenger/conversationProcedures.ts';
import { handing } from './messenger/handingProcedures.ts';
import { messenger } from './messenger/procedures.ts';
import { progress } from './messenger/progressProcedures.ts';
import { texterNote } from './messenger/texterNoteProcedures.ts';
import { evidence } from './optOuts/evidence/procedures.ts';
import { optOut } from './optOuts/procedures.ts';
import { picture } from './pictures/procedures.ts';
import { practice } from './practice/procedures.ts';
import { questions } from './questions/procedures.ts';
import { report } from './reports/procedures.ts';
import { results } from './results/procedures.ts';
import { review } from './review/procedures.ts';
import { checklist } from './senders/checklistProcedures.ts';
import { connection } from './senders/procedures.ts';
import { systems } from './systems/procedures.ts';
import { webhookOut } from './webhooksOut/procedures.ts';

/** Every procedure of the contract, implemented; a missing one does not compile. */
export const router: Router<Contract, RpcContext<ConsoleService>> = {
  session,
  setup,
  account,
  settings,
  connection: { ...connection, ...practice },
  backup,
  lostStore,
  campaign,
  imports,
  savedList,
  savedView,
  conversation,
  picture: { ...picture, ...campaignPicture },
  optOut,
  person,
  action,
  tour,
  dashboard,
  evidence,
  keys,
  consoles,
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

import { account } from './accounts.ts';
import { action } from './actions.ts';
import { apiKey } from './apiKeys.ts';
import { backup, lostStore } from './backup.ts';
import { campaign } from './campaigns.ts';
import { changes } from './changes.ts';
import { connection } from './connections.ts';
import { conversation } from './conversations.ts';
import { dashboard } from './dashboard.ts';
import { desk } from './desk.ts';
import { evidence } from './evidence.ts';
import { keys } from './keys.ts';
import { imports } from './lists.ts';
import { lookup } from './lookup.ts';
import { optOut } from './optOuts.ts';
import { person } from './people.ts';
import { review } from './review.ts';
import { session, setup } from './session.ts';
import { settings } from './settings.ts';
import { tour } from './tour.ts';
import { webhookOut } from './webhooksOut.ts';

/**
 * Every procedure: input, output, errors, roles. Server, client, OpenAPI page and tests derive from this one
 * tree. Who is calling comes from the connection, never from an argument.
 */
export const contract = {
  session,
  setup,
  account,
  settings,
  connection,
  backup,
  lostStore,
  campaign,
  imports,
  conversation,
  optOut,
  person,
  action,
  tour,
  dashboard,
  evidence,
  keys,
  lookup,
  desk,
  changes,
  review,
  apiKey,
  webhookOut,
};
export type Contract = typeof contract;

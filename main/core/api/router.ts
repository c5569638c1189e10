import type { Router } from '@orpc/server';
import type { Contract } from '../../../shared/contract/index.ts';
import { account } from './account.ts';
import { action } from './action.ts';
import { apiKey } from './apiKey.ts';
import { backup } from './backup.ts';
import { campaign } from './campaign.ts';
import { changes } from './changes.ts';
import { connection } from './connection.ts';
import type { RpcContext } from './context.ts';
import { conversation } from './conversation.ts';
import { dashboard } from './dashboard.ts';
import { desk } from './desk.ts';
import { evidence } from './evidence.ts';
import { imports } from './imports.ts';
import { keys } from './keys.ts';
import { lookup } from './lookup.ts';
import { lostStore } from './lostStore.ts';
import { optOut } from './optOut.ts';
import { person } from './person.ts';
import { review } from './review.ts';
import { session, setup } from './session.ts';
import { settings } from './settings.ts';
import { tour } from './tour.ts';
import { webhookOut } from './webhookOut.ts';

/** Every procedure of the contract, implemented. A procedure without an implementation does not compile. */
export const router: Router<Contract, RpcContext> = {
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

import { about } from './about.ts';
import { accounts } from './accounts.ts';
import { actions } from './actions.ts';
import { agreement } from './agreement.ts';
import { api } from './api.ts';
import { backup } from './backup.ts';
import { campaigns } from './campaigns.ts';
import { causes } from './causes.ts';
import { common } from './common.ts';
import { contacts } from './contacts.ts';
import { core } from './core.ts';
import { dashboard } from './dashboard.ts';
import { desk } from './desk.ts';
import { erase } from './erase.ts';
import { evidence } from './evidence.ts';
import { find } from './find.ts';
import { guard } from './guard.ts';
import { hours } from './hours.ts';
import { kept } from './kept.ts';
import { keys } from './keys.ts';
import { known } from './known.ts';
import { lookup } from './lookup.ts';
import { messenger } from './messenger.ts';
import { opt } from './opt.ts';
import { optOuts } from './optOuts.ts';
import { oversight } from './oversight.ts';
import { parts } from './parts.ts';
import { practice } from './practice.ts';
import { provider } from './provider.ts';
import { reply } from './reply.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { start } from './start.ts';
import { store } from './store.ts';
import { texter } from './texter.ts';
import { thread } from './thread.ts';
import { told } from './told.ts';
import { tour } from './tour.ts';
import { warnings } from './warnings.ts';
import { why } from './why.ts';
import { words } from './words.ts';

/**
 * Every text that a person reads, in English: the language that the others are translated from, and the
 * fall-back.
 */
export const en = {
  about,
  accounts,
  actions,
  agreement,
  api,
  backup,
  campaigns,
  causes,
  common,
  contacts,
  core,
  dashboard,
  desk,
  erase,
  evidence,
  find,
  guard,
  hours,
  kept,
  known,
  keys,
  lookup,
  messenger,
  opt,
  optOuts,
  oversight,
  parts,
  practice,
  provider,
  reply,
  review,
  settings,
  start,
  store,
  texter,
  thread,
  told,
  tour,
  warnings,
  why,
  words,
};

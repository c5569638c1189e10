import type { rest as restEn } from '../en/rest.ts';
import { about } from './about.ts';
import { api } from './access/api.ts';
import { tour } from './accounts/tour.ts';
import { actions } from './actions.ts';
import { backup } from './backup.ts';
import { core } from './base/core.ts';
import { kept } from './base/kept.ts';
import { parts } from './base/parts.ts';
import { warnings } from './base/warnings.ts';
import { contacts } from './campaigns/contacts.ts';
import { handing } from './campaigns/handing.ts';
import { schedule } from './campaigns/schedule.ts';
import { campaigns } from './campaigns.ts';
import { computer } from './console/computer.ts';
import { consoles } from './consoles.ts';
import { find } from './conversations/find.ts';
import { overseer } from './conversations/overseer.ts';
import { oversight } from './conversations/oversight.ts';
import { savedViews } from './conversations/savedViews.ts';
import { thread } from './conversations/thread.ts';
import { cockpit } from './dashboard/cockpit.ts';
import { dashboard } from './dashboard.ts';
import { desks } from './desks.ts';
import { erase } from './erase.ts';
import { host } from './hosts/host.ts';
import { invitations } from './invitations.ts';
import { keys } from './keys.ts';
import { hours } from './lookup/hours.ts';
import { timeline } from './lookup/timeline.ts';
import { why } from './lookup/why.ts';
import { lookup } from './lookup.ts';
import { exercise } from './messenger/exercise.ts';
import { texter } from './messenger/texter.ts';
import { messenger } from './messenger.ts';
import { causes } from './optOuts/causes.ts';
import { evidence } from './optOuts/evidence.ts';
import { opt } from './optOuts/opt.ts';
import { optOuts } from './optOuts.ts';
import { reply } from './outbox/reply.ts';
import { known } from './people/known.ts';
import { pictures } from './pictures.ts';
import { practice } from './practice.ts';
import { provider } from './providers.ts';
import { questions } from './questions.ts';
import { report } from './reports.ts';
import { results } from './results.ts';
import { agreement } from './review/agreement.ts';
import { review } from './review.ts';
import { guard } from './rules/guard.ts';
import { setUp } from './senders.ts';
import { settings } from './settings.ts';
import { store } from './store.ts';
import { systems } from './systems.ts';

/** All other texts. */
export const rest: typeof restEn = {
  about,
  actions,
  agreement,
  api,
  backup,
  campaigns,
  causes,
  cockpit,
  computer,
  contacts,
  core,
  dashboard,
  messenger,
  consoles,
  desks,
  erase,
  evidence,
  exercise,
  find,
  guard,
  handing,
  host,
  hours,
  kept,
  known,
  invitations,
  keys,
  lookup,
  overseer,
  opt,
  optOuts,
  oversight,
  parts,
  pictures,
  practice,
  provider,
  questions,
  reply,
  report,
  results,
  review,
  savedViews,
  schedule,
  setUp,
  settings,
  store,
  systems,
  texter,
  thread,
  timeline,
  tour,
  warnings,
  why,
};

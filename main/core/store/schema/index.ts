import { accounts } from './accounts.ts';
import { actions } from './actions.ts';
import { campaigns } from './campaigns.ts';
import { connections } from './connections.ts';
import { conversations } from './conversations.ts';
import { counts } from './counts.ts';
import { figures } from './figures.ts';
import { invitations } from './invitations.ts';
import { ledger } from './ledger.ts';
import { marks } from './marks.ts';
import { messages } from './messages.ts';
import { optOuts } from './optOuts.ts';
import { organisation } from './organisation.ts';
import { people } from './people.ts';
import { pictures } from './pictures.ts';
import { questions } from './questions.ts';
import { review } from './review.ts';
import { savedLists } from './savedLists.ts';
import { search } from './search.ts';
import { searchOptOuts } from './searchOptOuts.ts';
import { united } from './united.ts';
import { webhooksOut } from './webhooksOut.ts';

/**
 * Every table of a store, by subject. Times are UTC milliseconds, ids as `base/ids.ts` makes them, `rev` a
 * hybrid logical clock; a `subject` is the keyed hash of a number, which outlives an erased number. A
 * projection is a column whose value follows from other rows; it is written in the same transaction as these.
 * Each table has one file that writes it; `test/store/oneWriter.test.ts` names it.
 * A CHECK stands where a word decides whether a text may leave or who may see it, and where the list of words
 * is closed. Lists that grow (causes, kinds of action, providers, regions) have none: SQLite cannot widen a
 * CHECK without rebuilding the table, and the code's own types guard what is written.
 */
export const schema = [
  organisation,
  accounts,
  connections,
  savedLists,
  campaigns,
  messages,
  conversations,
  pictures,
  questions,
  people,
  optOuts,
  actions,
  review,
  figures,
  counts,
  marks,
  search,
  searchOptOuts,
  ledger,
  webhooksOut,
  invitations,
  united,
].join('\n');

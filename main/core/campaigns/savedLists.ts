import type { ListSource, ListWithUses, SavedList } from '../../../shared/contract/campaigns/savedLists.ts';
import type { ContactDryRun, TakeIn } from '../../../shared/contract/lists.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, type Stored, said, written } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { append } from '../ledger/append.ts';
import type { Batch } from '../lists/csvWorkerClient.ts';
import { importPieces } from '../lists/importRows.ts';
import { addJob } from '../lists/jobStore.ts';
import type { ContactRow } from '../lists/rows.ts';
import { addList, addMembers, recountLists, removeList } from '../lists/savedListRecord.ts';
import type { RunningJob } from '../lists/supervise.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { campaignRows, listRows } from './chosenRows.ts';
import { dryRunOf } from './contactDryRun.ts';
import { openCampaign, superviseContacts } from './contactImport.ts';
import { chosenFrom } from './who.ts';

/** The most people in a list, since it is made in one transaction that others wait for. */
const MOST = 250_000;

type Row = {
  readonly id: string;
  readonly name: string;
  readonly region: Region;
  readonly source: Stored;
  readonly people: number;
  readonly created_by: string | null;
  readonly created_at: number;
};

const SELECT = `SELECT l.id, l.name, l.region, l.source, l.people, a.name AS created_by, l.created_at
  FROM saved_list l LEFT JOIN account a ON a.id = l.created_by`;

const asList = ({ source, created_by, created_at, ...row }: Row): SavedList => ({
  ...row,
  source: said(source),
  createdBy: created_by,
  createdAt: created_at,
});

/** Newest first. */
export function listLists(db: Reader): SavedList[] {
  return all<Row>(db, `${SELECT} ORDER BY l.created_at DESC, l.id DESC`).map(asList);
}

function rowOf(db: Reader, id: string): Row {
  const row = one<Row>(db, `${SELECT} WHERE l.id = ?`, id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:savedList.none'));
  return row;
}

/** A list and what became of its people in the campaigns that took it in. @throws CoreError NOT_FOUND */
export function readList(db: Reader, id: string): ListWithUses {
  const list = asList(rowOf(db, id));
  const uses = all<ListWithUses['uses'][number]>(
    db,
    `SELECT j.campaign_id AS campaignId, k.name AS campaignName, j.created_at AS at, count(c.id) AS contacts,
       count(f.texted_at) AS texted, count(f.replied_at) AS replied, coalesce(sum(c.opt_state <> 'none'), 0) AS optedOut
     FROM job j JOIN campaign k ON k.id = j.campaign_id LEFT JOIN conversation c ON c.import_id = j.id
     LEFT JOIN conversation_fact f ON f.conversation_id = c.id
     WHERE j.list_id = ? AND j.state = 'done' GROUP BY j.id ORDER BY j.created_at DESC, j.id DESC`,
    id,
  );
  return { ...list, uses };
}

type Source = {
  readonly region: Region;
  readonly words: Stored;
  readonly pieces: Generator<Batch<ContactRow>>;
};

function sourceOf(db: Reader, source: ListSource): Source {
  switch (source.from) {
    case 'campaign': {
      const chosen = chosenFrom(db, source.campaignId, source.who, ['source', 'who']);
      const { region } = chosen;
      return {
        region,
        words: keep('kept:source.campaign', { name: written(chosen.name), who: chosen.words }),
        pieces: campaignRows(db, chosen, { region, fixedLines: true }),
      };
    }
    case 'import': {
      const job = one<{ id: string; campaignId: string; name: string; region: Region }>(
        db,
        `SELECT j.id, k.id AS campaignId, k.name, k.region FROM job j JOIN campaign k ON k.id = j.campaign_id
         WHERE j.id = ? AND j.kind = 'contacts' AND j.state = 'done'`,
        source.jobId,
      );
      if (!job) throw new CoreError('NOT_FOUND', t('core:import.gone'));
      const { region } = job;
      const condition = { sql: 'c.import_id = ?', values: [job.id] };
      return {
        region,
        words: keep('kept:source.import', { name: written(job.name) }),
        pieces: campaignRows(db, { campaignId: job.campaignId, condition }, { region, fixedLines: true }),
      };
    }
    case 'list': {
      const { id, name, region } = rowOf(db, source.listId);
      return {
        region,
        words: keep('kept:source.list', { name: written(name) }),
        pieces: listRows(db, id, { region, fixedLines: true }),
      };
    }
  }
}

/**
 * Keeps people under a name. An erased person is in no list. One who opted out is in it, and cannot be
 * texted. Returns the list's id. @throws CoreError NOT_FOUND, CONFLICT for nobody or too many; InputError
 */
export function createList(
  core: Core,
  tx: Tx,
  actorId: string,
  input: { readonly name: string; readonly source: ListSource },
): string {
  const { region, words, pieces } = sourceOf(tx.db, input.source);
  const id = addList(tx, { name: input.name, region, source: words, accountId: actorId });
  let people = 0;
  for (const { rows } of pieces) {
    people += rows.length;
    if (people > MOST) throw new CoreError('CONFLICT', t('core:savedList.most', { most: MOST }));
    addMembers(tx, id, rows);
  }
  if (people === 0) throw new CoreError('CONFLICT', t('core:savedList.nobody'));
  recountLists(tx, [id]);
  append(core, tx, {
    kind: 'list-made',
    actorId,
    payload: { list: id, from: input.source.from, people },
  });
  tx.touch('campaigns');
  return id;
}

/** Deletes a list; campaigns keep their contacts. @throws CoreError NOT_FOUND */
export function deleteList(core: Core, tx: Tx, actorId: string, id: string): void {
  rowOf(tx.db, id);
  removeList(tx, id);
  append(core, tx, { kind: 'list-removed', actorId, payload: { list: id } });
  tx.touch('campaigns');
}

export type ListUse = {
  readonly listId: string;
  readonly campaignId: string;
  readonly takeIn: readonly TakeIn[];
  readonly fixedLines: boolean;
  readonly accountId: string;
  readonly write: Core['write'];
};

/**
 * What taking the list into a campaign, or into a new one of its region, would do with each person; nothing
 * is written. @throws CoreError NOT_FOUND; CONFLICT for a campaign that takes no contacts
 */
export function listDryRun(
  core: Core,
  use: Pick<ListUse, 'listId' | 'takeIn' | 'fixedLines'> & { readonly campaignId: string | null },
  signal?: AbortSignal,
): Promise<ContactDryRun> {
  const { listId, campaignId, takeIn, fixedLines } = use;
  const list = rowOf(core.db, listId);
  const region = campaignId === null ? list.region : openCampaign(core, campaignId);
  return dryRunOf(core, { campaignId, takeIn }, (write) =>
    importPieces(listRows(core.db, listId, { region, fixedLines }), write, signal),
  );
}

/** Begins to take a list into a campaign, as an import does. @throws as listDryRun */
export function startListUse(core: Core, use: ListUse): RunningJob {
  const { listId, campaignId, takeIn, fixedLines, accountId } = use;
  const { name } = rowOf(core.db, listId);
  const region = openCampaign(core, campaignId);
  const id = use.write((tx) => {
    append(core, tx, {
      kind: 'list-used',
      actorId: accountId,
      payload: { list: listId, campaign: campaignId },
    });
    const source = keep('kept:source.list', { name: written(name) });
    return addJob(tx, { kind: 'contacts', campaignId, accountId, source, listId });
  });
  faultPoint('import.begun');
  return superviseContacts(
    core,
    { id, campaignId, accountId, takeIn },
    {
      read: (write, signal, turn) =>
        importPieces(listRows(core.db, listId, { region, fixedLines }), write, signal, turn),
    },
  );
}

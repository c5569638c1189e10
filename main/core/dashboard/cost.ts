import type { Cost } from '../../../shared/contract/dashboard/cost.ts';
import type { PartPrice } from '../../../shared/contract/settings.ts';
import {
  type ConnectionKind,
  type VendorName,
  vendorOf,
  vendorsServing,
} from '../../../shared/providers/index.ts';
import {
  byColumn,
  KEPT_IN_STORE,
  type KeptRow,
  keptOf,
  MERGE_COLUMNS,
} from '../../../shared/schema/contactColumns.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { countSegments } from '../../../shared/text/segments.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { fieldsOf } from '../conversations/conversation.ts';
import { draft } from '../conversations/mergedText.ts';
import { pictureOfCampaign } from '../pictures/outgoing.ts';
import { readSettings } from '../settings/settings.ts';
import { all, listOf, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The script is filled in for this many contacts, spread evenly, and the cost of the others is estimated
 * from them.
 */
const READ_AT_MOST = 500;

type Counted = { readonly texts: number; readonly parts: number; readonly pictures: number };
type SentRow = ConnectionKind & Counted;
type ContactRow = KeptRow & { readonly fields: string; readonly texter_name: string | null };

/** Contacts who can still get their first text, in list order. */
const AHEAD = `conversation c INDEXED BY conversation_campaign WHERE c.campaign_id = ? AND c.state = 'to-send'`;

/** The statements of a cost. Exported so that a test can ask how SQLite would run them. */
export const costStatements = {
  sent: `SELECT n.provider, n.profile, s.texts, s.parts, s.pictures FROM sent_parts s JOIN connection n ON n.id = s.connection_id
    WHERE s.campaign_id = ? AND s.texts > 0`,
  contacts: `SELECT sum(n.n) AS n FROM conversation_count n WHERE n.campaign_id = ? AND n.state = 'to-send'`,
  /** Every nth of them. */
  some: `SELECT id FROM (SELECT c.id, row_number() OVER (ORDER BY c.sort_at DESC, c.id DESC) AS nth FROM ${AHEAD})
    WHERE nth % ? = 0`,
};

/**
 * What a campaign has cost so far, and what the first texts that are still to leave will cost. @throws
 * CoreError NOT_FOUND
 */
export function readCost(db: Reader, campaignId: string): Cost {
  const { region, script } = campaignOf(db, campaignId);
  const { prices } = readSettings(db);
  const sent = new Map<VendorName, Counted>();
  for (const row of all<SentRow>(db, costStatements.sent, campaignId)) {
    const vendor = vendorOf(row);
    const { texts, parts, pictures } = sent.get(vendor) ?? { texts: 0, parts: 0, pictures: 0 };
    sent.set(vendor, {
      texts: texts + row.texts,
      parts: parts + row.parts,
      pictures: pictures + row.pictures,
    });
  }
  const ahead = readAhead(db, campaignId, script);
  return {
    campaignId,
    region,
    soFar: [...sent].map(([vendor, counted]) => ({
      ...counted,
      ...priced(prices, vendor, region, counted),
    })),
    ahead: {
      ...ahead,
      prices: vendorsServing(region).map((vendor) => priced(prices, vendor, region, ahead)),
    },
  };
}

function priced(
  prices: readonly PartPrice[],
  vendor: VendorName,
  region: Region,
  { parts, pictures }: { readonly parts: number; readonly pictures: number },
) {
  const price = prices.find((each) => each.vendor === vendor && each.region === region);
  if (price === undefined)
    return { vendor, currency: null, partMicros: null, pictureMicros: null, micros: null };
  const { currency, partMicros, pictureMicros = null } = price;
  const unknown = pictures > 0 && pictureMicros === null;
  const micros = unknown ? null : parts * partMicros + pictures * (pictureMicros ?? 0);
  return { vendor, currency, partMicros, pictureMicros, micros };
}

function readAhead(db: Reader, campaignId: string, script: string): Omit<Cost['ahead'], 'prices'> {
  const contacts = one<{ n: number | null }>(db, costStatements.contacts, campaignId)?.n ?? 0;
  if (pictureOfCampaign(db, campaignId) !== null)
    return { contacts, read: contacts, readParts: 0, parts: 0, pictures: contacts };
  const step = Math.max(1, Math.ceil(contacts / READ_AT_MOST));
  const ids = all<{ id: string }>(db, costStatements.some, campaignId, step).map(({ id }) => id);
  const { organisation } = readSettings(db);
  const kept = KEPT_IN_STORE.map((column) => `c.${column}`).join(', ');
  const list = listOf(ids);
  const rows = all<ContactRow>(
    db,
    `SELECT ${kept}, c.fields, a.name AS texter_name FROM conversation c LEFT JOIN account a ON a.id = c.texter_id
     WHERE c.id IN ${list.text}`,
    ...list.values,
  );
  const readParts = rows.reduce((sum, row) => {
    const own = keptOf(row);
    const { text } = draft(script, {
      ...byColumn(MERGE_COLUMNS, (name) => own[name]),
      texterName: firstNameOf(row.texter_name ?? ''),
      organisation,
      fields: fieldsOf(row),
    });
    return sum + countSegments(text).segments;
  }, 0);
  const read = rows.length;
  // Rounded up to whole numbers, since a part is billed as a whole.
  return {
    contacts,
    read,
    readParts,
    pictures: 0,
    parts: read === 0 ? 0 : Math.ceil((contacts * readParts) / read),
  };
}

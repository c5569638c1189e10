import { Registration, type RegistrationDraft } from '../../../shared/contract/senders/checklist.ts';
import { append } from '../ledger/append.ts';
import { setSetting } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const KEY = 'registration';

/** Where the 10DLC registration stands, as an admin noted it; null: nobody has. */
export function readRegistration(db: Reader): Registration | null {
  const row = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', KEY);
  return row === undefined ? null : Registration.parse(JSON.parse(row.value));
}

/** Notes it, with who did and when. */
export function noteRegistration(
  core: Core,
  tx: Tx,
  me: { readonly id: string; readonly name: string },
  draft: RegistrationDraft,
): Registration {
  const noted = { ...draft, by: me.name, at: tx.now };
  setSetting(tx, KEY, noted);
  append(core, tx, {
    kind: 'registration-noted',
    actorId: me.id,
    payload: { brand: draft.brand, campaign: draft.campaign },
  });
  tx.touch('settings');
  return noted;
}

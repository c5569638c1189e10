import type { Warning } from '../../../shared/contract/base/warning.ts';

import { answerField, checkScript, type ScriptCheck, unknownFields } from '../../../shared/text/template.ts';
import { warning } from '../base/warnings.ts';
import { cannedReplies } from '../conversations/cannedReplies.ts';
import { fieldsOf } from '../conversations/conversation.ts';
import { scriptOf } from '../questions/script.ts';
import { readSettings } from '../settings/settings.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The columns of the campaign's contacts. Contacts of one file have the same, so one contact of each import
 * is read.
 */
export function columnsOf(db: Reader, campaignId: string): string[] {
  const rows = all<{ fields: string }>(
    db,
    `SELECT c.fields FROM job j JOIN conversation c ON c.id = (SELECT id FROM conversation WHERE import_id = j.id LIMIT 1)
     WHERE j.campaign_id = @id AND j.kind = 'contacts'
     UNION ALL SELECT fields FROM (SELECT fields FROM conversation WHERE campaign_id = @id LIMIT 1)`,
    { id: campaignId },
  );
  return [...new Set(rows.flatMap((row) => Object.keys(fieldsOf(row))))];
}

/** What a script names and lacks, for the contacts that the campaign has. */
export function checkOfScript(db: Reader, campaignId: string, script: string): ScriptCheck {
  return checkScript(script, readSettings(db).organisation, columnsOf(db, campaignId));
}

/** Fields that ready answers and the replies of questions name, and that no contact has. */
export function unknownInReplies(db: Reader, campaignId: string): string[] {
  const { questions } = scriptOf(db, campaignId);
  const replies = [
    ...cannedReplies(db, campaignId).map(({ text }) => text),
    ...questions.flatMap(({ reply, choices }) => [reply, ...choices.map((choice) => choice.reply)]),
  ];
  const answers = questions.map(({ code }) => answerField(code));
  return unknownFields(replies.join('\n'), [...columnsOf(db, campaignId), ...answers]);
}

/** Warnings about a script before anybody gets it; the same points as on the campaign's page. */
export function scriptWarnings(db: Reader, campaignId: string, script: string): Warning[] {
  const check = checkOfScript(db, campaignId, script);
  const inReplies = unknownInReplies(db, campaignId).map((name) => `{${name}}`);
  const fields = check.unknownFields.map((name) => `{${name}}`).join(', ');
  return [
    ...(check.namesOrganisation ? [] : [warning('script-no-organisation')]),
    ...(check.optOutWording ? [] : [warning('script-no-opt-out')]),
    ...(fields === '' ? [] : [warning('script-unknown-fields', { fields })]),
    ...(inReplies.length === 0 ? [] : [warning('replies-unknown-fields', { fields: inReplies.join(', ') })]),
  ];
}

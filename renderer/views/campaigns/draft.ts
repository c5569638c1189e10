import type { Campaign, CampaignHours, CannedReply } from '../../../shared/contract/campaigns.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';

/** What the editor edits; other parts of a campaign change by acts of their own. */
export type Draft = {
  name: string;
  region: Region;
  script: string;
  hours: CampaignHours;
  /** `key` keeps a row's inputs in place while rows move. */
  replies: (CannedReply & { key: string })[];
};

export const MAX_TEXT = 1600;
export const MAX_REPLIES = 100;

const NO_HOURS: CampaignHours = { sendFrom: null, sendUntil: null, zone: null };

export function newDraft(): Draft {
  return { name: '', region: 'US', script: t('campaigns:page.starter'), hours: NO_HOURS, replies: [] };
}

export function draftOf({ name, region, script, hours, replies }: Campaign): Draft {
  return {
    name,
    region,
    script,
    hours: hours ?? NO_HOURS,
    replies: replies.map((reply, at) => ({ ...reply, key: `saved-${at}` })),
  };
}

export function newReply(): Draft['replies'][number] {
  return { key: crypto.randomUUID(), folder: '', title: '', text: '', question: null };
}

/** The input for the contract: trimmed, without the keys. */
export function toInput({ name, region, script, hours, replies }: Draft) {
  return {
    name: name.trim(),
    region,
    script: script.trim(),
    hours: Object.values(hours).every((each) => each === null) ? null : hours,
    replies: replies.map(({ id, folder, title, text, question }) => ({
      id,
      folder: folder.trim(),
      title: title.trim(),
      text: text.trim(),
      question,
    })),
  };
}

/** Errors by the form's paths; the contract checks again. */
export function draftErrors(draft: Draft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (draft.name.trim() === '') errors.name = t('campaigns:wrong.name');
  if (draft.script.trim() === '') errors.script = t('campaigns:wrong.noScript');
  if (draft.script.trim().length > MAX_TEXT)
    errors.script = t('campaigns:wrong.longScript', { most: MAX_TEXT });
  for (const [at, reply] of draft.replies.entries()) {
    if (reply.title.trim() === '') errors[`replies.${at}.title`] = t('campaigns:wrong.replyTitle');
    if (reply.text.trim() === '') errors[`replies.${at}.text`] = t('campaigns:wrong.replyText');
  }
  return errors;
}

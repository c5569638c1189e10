import type { Campaign, CannedReply } from '../../../../shared/contract/campaign.ts';
import type { Region } from '../../../../shared/schema/words.ts';

/** What the editor edits; the rest of a campaign changes by acts of their own. */
export type Draft = {
  name: string;
  region: Region;
  script: string;
  /** `key` keeps a row's inputs in place while rows move. */
  replies: (CannedReply & { key: string })[];
};

export const MAX_TEXT = 1600;
export const MAX_REPLIES = 50;

const STARTER =
  "Hi {firstName}, it's {texterName} from {organisation}. Can we count on you this week? Reply STOP to opt out.";

export function newDraft(): Draft {
  return { name: '', region: 'US', script: STARTER, replies: [] };
}

export function draftOf({ name, region, script, replies }: Campaign): Draft {
  return { name, region, script, replies: replies.map((reply, at) => ({ ...reply, key: `saved-${at}` })) };
}

export function newReply(): Draft['replies'][number] {
  return { key: crypto.randomUUID(), title: '', text: '' };
}

/** What the contract takes: trimmed, without the keys. */
export function toInput({ name, region, script, replies }: Draft) {
  return {
    name: name.trim(),
    region,
    script: script.trim(),
    replies: replies.map(({ title, text }) => ({ title: title.trim(), text: text.trim() })),
  };
}

/** Errors by form path; the contract checks again. */
export function draftErrors(draft: Draft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (draft.name.trim() === '') errors.name = 'The campaign needs a name.';
  if (draft.script.trim() === '') errors.script = 'The script is the first message; it cannot be empty.';
  if (draft.script.trim().length > MAX_TEXT) errors.script = `At most ${MAX_TEXT} characters.`;
  for (const [at, reply] of draft.replies.entries()) {
    if (reply.title.trim() === '') errors[`replies.${at}.title`] = 'A short name, so that texters find it.';
    if (reply.text.trim() === '') errors[`replies.${at}.text`] = 'Write the reply, or remove it.';
  }
  return errors;
}

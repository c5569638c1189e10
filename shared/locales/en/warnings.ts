import type { WarningCode } from '../../contract/warning.ts';

/** What a person is asked before it is done. */
export const warnings = {
  'script-no-organisation': 'The script does not name your organisation. People should know who is texting.',
  'script-no-opt-out': 'The script does not say how to opt out, such as “Reply STOP to opt out”.',
  'script-unknown-fields': 'No contact has {{fields}}. Nothing stands there in the text.',
  'one-character': 'You are about to send only “{{text}}”. Was it meant for this box?',
  'one-emoji': 'The whole reply is {{text}}. Send it?',
} satisfies Record<WarningCode, string>;

import type { WarningCode } from '../../contract/warning.ts';

/** What a person is asked before it is done. */
export const warnings = {
  'script-no-organisation': 'The script does not name your organisation. People should know who is texting.',
  'script-no-opt-out': 'The script does not say how to opt out, such as “Reply STOP to opt out”.',
  'script-unknown-fields': 'No contact has {{fields}}. Nothing stands there in the text.',
} satisfies Record<WarningCode, string>;

/**
 * Queued texts that the guard has told to wait are let go at once when what they wait for is over. Without
 * this index each opt-out walks through all texts that are queued to find the few that wait. Those that wait
 * for texting hours know their time and are left out.
 */
export const waitingTexts = {
  version: 200,
  name: 'waiting-texts',
  sql: `
CREATE INDEX message_waiting ON message (not_before) WHERE state = 'queued' AND rule IS NOT NULL AND rule <> 'quiet-hours';
`,
} as const;

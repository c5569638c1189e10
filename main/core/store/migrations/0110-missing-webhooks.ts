/** Since when replies are listed that no webhook brought, and no webhook has come since; kept, so that a new run does not forget it. */
export const missingWebhooks = {
  version: 110,
  name: 'missing-webhooks',
  sql: 'ALTER TABLE connection ADD COLUMN webhooks_missing_since INTEGER;',
} as const;

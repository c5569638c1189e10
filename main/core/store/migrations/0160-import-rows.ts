/**
 * A row that an import refused says whose it is, and the column that told. Counts of imports each hold a row once: who had opted out
 * before was counted among the imported.
 */
export const importRows = {
  version: 160,
  name: 'import-rows',
  sql: `
ALTER TABLE job_refusal ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE job_refusal ADD COLUMN external_id TEXT NOT NULL DEFAULT '';
ALTER TABLE job_refusal ADD COLUMN detail TEXT NOT NULL DEFAULT '';
UPDATE job SET result = json_set(result, '$.imported',
    json_extract(result, '$.imported') - json_extract(result, '$.alreadyOptedOut'))
  WHERE result IS NOT NULL AND kind IN ('contacts', 'opt-outs') AND json_extract(result, '$.alreadyOptedOut') > 0;
`,
} as const;

/**
 * A campaign's own texting hours and time zone, as JSON; null: none. Where a person may be is read from the number and the contact's
 * columns at each question; `conversation.zones`, in which older versions kept what their data said of a number, is read no more.
 */
export const textingHours = {
  version: 170,
  name: 'texting-hours',
  sql: `
ALTER TABLE campaign ADD COLUMN hours TEXT;
`,
} as const;

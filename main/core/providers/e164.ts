/**
 * Whether a value is a number in E.164. Short codes and alphanumeric names are neither contacts nor sender
 * numbers of ours.
 */
export function isE164(value: unknown): value is string {
  return typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value);
}

/**
 * Pasted numbers as a list with a column of its own, so that they go the way of any file. Quotes keep what
 * stands between them.
 */
export function pastedFile(text: string): File {
  const numbers = text
    .split(/[\r\n;,\t]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const lines = ['phone', ...numbers.map((number) => `"${number.replaceAll('"', '""')}"`)];
  return new File([`${lines.join('\n')}\n`], 'pasted.csv', { type: 'text/csv' });
}

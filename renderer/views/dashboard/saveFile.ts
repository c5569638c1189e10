/** Hands a file to the browser as a download. */
export function saveFile(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}

/** A byte order mark lets spreadsheets read accents right. */
export const csvFile = (csv: string): Blob => new Blob([`\ufeff${csv}`], { type: 'text/csv;charset=utf-8' });

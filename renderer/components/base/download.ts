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

/** What came as base64, to be saved. `type` is a media type. */
export function blobOf(base64: string, type: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type });
}

/** Saves a text. `type` is a media type with its charset. */
export function saveText(fileName: string, text: string, type: string): void {
  saveFile(fileName, new Blob([text], { type }));
}

/** Saves a table. It begins with a byte order mark, so that spreadsheets read accents right. */
export function saveCsv(fileName: string, csv: string): void {
  saveText(fileName, csv.startsWith('\ufeff') ? csv : `\ufeff${csv}`, 'text/csv;charset=utf-8');
}

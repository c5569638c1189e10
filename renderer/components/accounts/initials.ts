/** "Priya O’Brien" → PO. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const [first] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map((word) => [...(word ?? '')].at(0)?.toUpperCase() ?? '').join('');
}

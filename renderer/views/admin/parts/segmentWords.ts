import type { Segments } from '../../../../shared/text/segments.ts';

/** "1 part · 62 of 160 characters", or what a script of several parts costs per person. */
export function segmentLine({ segments, units, unitsPerSegment }: Segments): string {
  if (segments === 0) return 'No text yet';
  const room = segments * unitsPerSegment;
  return `${segments} ${segments === 1 ? 'part' : 'parts'} · ${units} of ${room} characters`;
}

/** Names the character that makes a text cost more; null while it is plain GSM-7. */
export function encodingHint({ encoding, nonGsm, segments }: Segments): string | null {
  if (encoding === 'GSM-7' || segments === 0) return null;
  const shown = nonGsm.slice(0, 4).map(nameCharacter).join(', ');
  const more = nonGsm.length > 4 ? ` and ${nonGsm.length - 4} more` : '';
  return `${shown}${more} ${nonGsm.length === 1 ? 'is' : 'are'} outside the plain text alphabet, so a part holds 70 characters in place of 160.`;
}

/** Characters that nobody sees need a name; the common typographic ones get the plain key to use in their place. */
const NAMES: Readonly<Record<string, string>> = {
  '\u00a0': 'a no-break space',
  '\u2003': 'a wide space',
  '\u2009': 'a thin space',
  '\u200b': 'an invisible space',
  '\u200d': 'an invisible joiner',
  '\u200e': 'an invisible direction mark',
  '\u202f': 'a narrow no-break space',
  '\ufeff': 'an invisible mark',
  '\ufe0f': 'an invisible emoji mark',
  '\t': 'a tab',
  '’': "“’” (use ')",
  '‘': "“‘” (use ')",
  '“': 'a curly quote (use ")',
  '”': 'a curly quote (use ")',
  '–': '“–” (use -)',
  '—': '“—” (use -)',
  '…': '“…” (use three dots)',
};

function nameCharacter(character: string): string {
  return NAMES[character] ?? `“${character}”`;
}

import signatures from './data/signatures.json' with { type: 'json' };
import { written } from './languages.ts';
import { compilePattern } from './pattern.ts';
import { scanner } from './scan.ts';
import { plainWords } from './tokens.ts';

const scan = scanner([
  {
    id: 'signature',
    meaning: 'signature',
    patterns: signatures.patterns.flatMap(written).flatMap((pattern) => compilePattern(pattern, {})),
  },
]);

/** An address below a signature: "Get Outlook for iOS<https://aka.ms/o0ukef>". */
const ADDRESS = /\s*<?https?:\/\/\S{1,200}\s*$/u;
/** Signatures are short and stand at the end, so only this many characters are looked at. */
const LONGEST = 200;

/**
 * The text without the line that a phone or mail program added below it ("Sent from my iPhone", "(Sent with
 * Slam Effect)"), as listed in `data/signatures.json`. Unchanged where there is none, or nothing else.
 */
export function withoutSignature(text: string): string {
  const head = text.slice(0, -LONGEST);
  const tail = text.slice(-LONGEST).replace(ADDRESS, '');
  const tokens = plainWords(tail);
  const first = scan(tokens).reduce((from, found) => Math.min(from, found.from), tokens.length);
  const at = tokens[first]?.from;
  if (at === undefined) return text;
  const rest = head + tail.slice(0, at);
  return /[\p{L}\p{N}\p{So}]/u.test(rest) ? rest : text;
}

import classes from './data/classes.json' with { type: 'json' };
import languages from './data/requests-languages.json' with { type: 'json' };
import { plainWords } from './tokens.ts';
import { mendTypo } from './typos.ts';

/**
 * The words of a phrase in the form in which the scanner meets them: folded, typos mended, each character of
 * an unspaced script alone.
 */
function spelled(phrase: string): readonly string[] {
  return plainWords(phrase).map(({ word }) => mendTypo(word));
}

/** Items that need no folding: our own alphabet without accents, marks, classes. */
const PLAIN = /^[\p{ASCII}]*$/u;

/**
 * The patterns that one pattern in another script stands for. The data are written as people write, so each
 * word is folded here, and `短信|簡訊` becomes two patterns, since each of them is two words to the scanner.
 */
export function written(pattern: string): readonly string[] {
  let found: readonly string[] = [''];
  for (const item of pattern.split(' ')) {
    const variants = variantsOf(item);
    found = found.flatMap((head) => variants.map((variant) => `${head} ${variant}`.trim()));
  }
  return found;
}

function variantsOf(item: string): readonly string[] {
  if (PLAIN.test(item)) return [item];
  const [, before = '', body = '', after = ''] = /^(!|)(.+?)([?*]?)$/u.exec(item) ?? [];
  const ways = body.split('|').map((word) => (word === '.' ? ['.'] : spelled(word)));
  const single = ways.flatMap((words) => (words.length === 1 || before ? words.slice(0, 1) : []));
  const longer = before ? [] : ways.filter((words) => words.length > 1).map((words) => words.join(' '));
  return [
    ...(single.length > 0 ? [before + single.join('|') + after] : []),
    ...longer,
    ...(longer.length > 0 && single.length === 0 && after === '?' ? [''] : []),
  ];
}

/**
 * Rules for requests to stop in the languages of `data/requests-languages.json`, ready for `compilePattern`.
 * Words of stopping count where a part of the text is nothing else but them and politeness; phrases count
 * anywhere.
 */
export function languageRules(): readonly { readonly id: string; readonly patterns: readonly string[] }[] {
  return languages.languages.flatMap(({ lang, polite, words, phrases }) => {
    const around = [...new Set([...polite.flatMap(spelled), ...classes.classes.filler])].join('|');
    const ways = words.map((word) => spelled(word).join(' '));
    const single = ways.filter((way) => !way.includes(' ')).join('|');
    const longer = ways.filter((way) => way.includes(' '));
    return [
      {
        id: `${lang}-word`,
        patterns: [single, ...longer]
          .filter((way) => way !== '')
          .map((way) => `[ ${around}* ${way} ${around}* ]`),
      },
      { id: `${lang}-ask`, patterns: phrases.flatMap(written) },
    ];
  });
}

import { countSegments } from './segments.ts';
import { BUILT_IN_FIELDS, merge } from './template.ts';

/** Kinds of content that a confirmation must not have. */
export const MARKETING_KINDS = [
  'link',
  'money',
  'vote',
  'join',
  'follow',
  'persuade',
  'call-to-action',
  'phone',
  'long',
] as const;
export type MarketingKind = (typeof MARKETING_KINDS)[number];

/** `words`: what was found, as it stands in the text; for `long`, the number of texts that it makes. */
export type MarketingFinding = { readonly kind: MarketingKind; readonly words: string };

/** Words of their own, in any script; JavaScript's \b only knows unaccented letters. */
const words = (alternatives: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}_@])(?:${alternatives})(?![\\p{L}\\p{N}_])`, 'giu');

const LINK =
  /(?:https?:\/\/|(?<![\p{L}\p{N}])www\.)\S+|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|edu|gov|info|biz|us|uk|ca|mx|es|io|co|ly|gl|gd|me|app|link|vote|page|site|news|party|fund|team|to|be|tv)(?![\p{L}\p{N}])(?:\/\S*)?|(?<![\p{L}\p{N}@.-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\/\S+/giu;
const PHONE = /\+?\(?\d(?:[ ().-]{0,2}\d){6,14}/gu;
/**
 * Beside these words a number is a number for help, which a confirmation may name (CTIA, Messaging
 * Principles).
 */
const HELP = words(
  'help|helpline|questions?|contact|reach|support|assistance|office|customer (?:care|service)|ayuda|preguntas?|dudas|contacto|contacte|soporte|oficina|atenci[oó]n',
);

/** By kind, in English and Spanish: what a text asks of a person who has just asked to be left alone. */
const ASKS: readonly (readonly [MarketingKind, RegExp])[] = [
  [
    'money',
    words(
      String.raw`donat\w*|chip(?:ping)? in|pitch(?:ing)? in|contribut\w*|fundrais\w*|pledge|sponsor|(?:please )?give (?:now|today|at|to|back|here|monthly|what|us|\w* ?[$£€]\d+)|support (?:us|our|the (?:campaign|cause|fight|movement))|your support|actblue|winred|gofundme|paypal|venmo|cash ?app|dona|done (?:hoy|en|ahora|aqu[ií])|donar|donen|donaci[oó]n|donaciones|donativos?|aporta|aporte|aportar|aportaci[oó]n|contribuya|contribuye|contribuir|contribuci[oó]n|recauda\w*|ap[oó]yanos|ap[oó]yenos`,
    ),
  ],
  [
    'vote',
    words(
      'votes?|voting|re-?elect|elect|ballots?|polls|polling place|election day|turn out|get out the vote|vota|voten|votar|votaci[oó]n|urnas|boletas?|elecciones',
    ),
  ],
  [
    'join',
    words(
      String.raw`join (?:us|our|the|now|today|here|in)|joining us|sign(?:ing)? up|volunteer\w*|become an? \w+|register|rsvp|attend|come (?:to|along|join)|knock(?:ing)? (?:on )?doors|phone ?bank\w*|canvass\w*|[uú]nete|[uú]nase|[uú]nanse|s[uú]mate|s[uú]mese|inscr[ií]b[ae](?:te|se)|reg[ií]str(?:ate|ese)|ap[uú]ntate|ap[uú]ntese|voluntari[oa]s?|participa|participe|h[aá]gase miembro|hazte miembro|acomp[aá]ñanos|acomp[aá]ñenos`,
    ),
  ],
  [
    'follow',
    words(
      String.raw`follow (?:us|me|our|@?\w+ on)|like us|subscribe to|check (?:us )?out|learn more|read more|see more|find out more|find us|visit|watch|tune in|share (?:this|with|our|it)|tell (?:your|a) friends?|spread the word|download|click|tap here|facebook|instagram|tiktok|twitter|youtube|s[ií]guenos|s[ií]ganos|visita|visite|vis[ií]tanos|vis[ií]tenos|comparte|comparta|comp[aá]rtelo|haz clic|haga clic|ent[eé]rate|ent[eé]rese|descubre|descubra|conozca m[aá]s|conoce m[aá]s|descarga|descargue`,
    ),
  ],
  [
    'persuade',
    words(
      String.raw`reconsider|think again|please (?:stay|don'?t go|come back)|stay with us|are you sure|sorry to see you go|(?:we(?:'|’)?ll|we will) miss you|we need you|one last (?:thing|chance)|last chance|before you go|recons[ií]d[eé]r\w*|pi[eé]ns[ae]lo|no te vayas|no se vaya|qu[eé]date|qu[eé]dese|est[aá]s? seguro|est[aá]s? segura|te necesitamos|lo necesitamos|te extrañaremos|antes de (?:irte|irse)|[uú]ltima oportunidad`,
    ),
  ],
  [
    'call-to-action',
    words(
      String.raw`help (?:us|them|me|elect|re-?elect|defeat|beat|win|fight|build|keep|save|protect|stop|spread|make)|win(?:ning)?|fight(?:ing)?|stand with|take action|act now|don(?:'|’)?t miss|make a difference|together we|sign (?:the|our|this|a) \w+|petition|call (?:your|congress|senator|representative|the governor)|(?:text|reply|send) (?!stop|start|unstop|help|info|yes|no\b|to\b|us\b|\w+ (?:to|for) (?:help|start|resume|re))\p{L}+ to \d+|sale|\d+ ?% off|discounts?|coupons?|special offers?|free gift|limited time|order now|buy|shop|ay[uú]danos|ay[uú]denos|ayuda a|ayude a|lucha|luche|luchemos|gana|ganar|ganemos|act[uú]a|act[uú]e|marca la diferencia|haz la diferencia|haga la diferencia|juntos|firma|firme|firmar|petici[oó]n|ofertas?|descuentos?|compra|compre|cup[oó]n`,
    ),
  ],
];

/** What a text says has ended is not asked for: "You will get no more texts about voting". */
const ENDED = words(
  String.raw`no more|no longer|any more|any further|never|not|won(?:'|’)?t|will not|no further|stopped|unsubscribed (?:you )?from|(?:removed|taken) (?:you )?(?:from|off)|opted out of|out of|no m[aá]s|ya no|no recib\w*|dej\w+ de|baja de|nunca`,
);
/** Where another clause begins. */
const CLAUSES = /[,;:!?()\n—–]|\.(?=\s|$)|(?<!\S)(?:but|so|please|pero|por favor|sino|then|luego)(?!\S)/giu;
const SENTENCES = /[!?\n]|\.(?=\s|$)/gu;

type Span = readonly [from: number, until: number];

/** The pieces of a text between the marks, as places in it. */
function pieces(text: string, marks: RegExp): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const mark of text.matchAll(marks)) {
    found.push([from, mark.index]);
    // The word that begins a clause belongs to it.
    from = /^[a-z]/i.test(mark[0]) ? mark.index : mark.index + mark[0].length;
  }
  return [...found, [from, text.length]];
}

const has = (text: string, pattern: RegExp) => text.search(pattern) >= 0;

/** What a text asks of a person, without what it says has ended. */
function asks(text: string): MarketingFinding[] {
  const found: MarketingFinding[] = [];
  for (const [from, until] of pieces(text, CLAUSES)) {
    const clause = text.slice(from, until);
    for (const [kind, pattern] of ASKS) {
      for (const match of clause.matchAll(pattern)) {
        if (!has(clause.slice(0, match.index), ENDED)) found.push({ kind, words: match[0] });
      }
    }
  }
  return found;
}

function numbers(text: string): MarketingFinding[] {
  return pieces(text, SENTENCES).flatMap(([from, until]) => {
    const sentence = text.slice(from, until);
    if (has(sentence, HELP)) return [];
    return [...sentence.matchAll(PHONE)].map((match) => ({ kind: 'phone' as const, words: match[0].trim() }));
  });
}

/**
 * Finds marketing in the text that confirms an opt-out, each kind once, in English and Spanish. Such a text
 * may say that the request was honoured, from whom, how to come back and where help is; anything that
 * promotes or persuades makes it a forbidden message of its own (47 CFR 64.1200(a)(12); FCC 12-143,
 * SoundBite). It should also fit in one text. Empty: nothing was found.
 * @param organisation its name, which may itself have such words ("Vote Harbor") and is no marketing
 */
export function marketingIn(text: string, organisation = ''): readonly MarketingFinding[] {
  const name = organisation.normalize('NFKC').trim();
  const said = merge(
    text.normalize('NFKC'),
    Object.fromEntries(BUILT_IN_FIELDS.map((each) => [each, '\uFFFC'])),
  ).text.replaceAll('\uFFFC', ' ');
  const rest = name === '' ? said : said.replaceAll(name, ' ');
  const links = [...rest.matchAll(LINK)].map((match) => ({ kind: 'link' as const, words: match[0] }));
  const withoutLinks = rest.replaceAll(LINK, ' ');
  const { segments } = countSegments(merge(text, { organisation }).text);
  const long: MarketingFinding[] = segments > 1 ? [{ kind: 'long', words: String(segments) }] : [];
  const all = [...links, ...asks(withoutLinks), ...numbers(withoutLinks), ...long];
  return MARKETING_KINDS.flatMap((kind) => all.find((each) => each.kind === kind) ?? []);
}

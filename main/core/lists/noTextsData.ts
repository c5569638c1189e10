import type { ColumnMeaning, NoTextsDoes } from '../../../shared/contract/lists/noTexts.ts';

/**
 * How campaign tools name columns about who must not be texted: NationBuilder (do_not_contact, do_not_call,
 * federal_donotcall, mobile_opt_in, is_deceased), Action Network (Mobile Status), Salesforce
 * (HasOptedOutOfSms, DoNotCall), OneSignal (sms_status), Mailchimp (SMS Marketing Status), CiviCRM (Do Not
 * SMS, Do Not Phone), VAN, NGP and EveryAction (Do Not Text, Opt In Status), Blue State, Hustle, Spoke,
 * ThruText and HubSpot (opted_out, is_opted_out). Names are compared as `headerWords` folds them; the first
 * rule that fits counts. A new name is one line here.
 */
type ColumnRule = {
  readonly name: RegExp;
  readonly meaning: ColumnMeaning;
  readonly recommended: NoTextsDoes;
  /** The name alone is too common, so a value must show it. */
  readonly weak?: true;
};

const CHANNEL =
  '(?:sms|mms|text(?:s|ing|ed)?|txt|mobile|cell|phone|call(?:s|ed|ing)?|tele(?:phone|market(?:ing)?)?)';

/** About other ways than texts and calls, so not about texts. */
export const NOT_ABOUT_TEXTS = new RegExp(
  `^(?!.*\\b${CHANNEL}\\b).*\\b(?:e ?mails?|mail(?:ing|ings)?|newsletters?|post(?:al)?|fax|door|knock|canvass|walk|visits?|trade|share|cookies?|push|whatsapp|facebook|correo|courriel)\\b`,
);
/** Says when, where or how somebody agreed, not whether; or, as VAN's OptInPhone, for which phone. */
export const LEFT_ALONE =
  /\bopt in phone(?: (?:number|id|type|dialing prefix|country code))?$|\bopt(?:ed)? ?in (?:ip|source|method|url|date|time|at|on|timestamp|keyword|language)\b|\bconsent (?:text|source|date|time|url|ip|at|version)\b|\bstop (?:id|name|number|time|code)\b|\bbus stop\b/;

const rule = (name: string, meaning: ColumnMeaning, recommended: NoTextsDoes, weak?: true): ColumnRule => ({
  name: new RegExp(name),
  meaning,
  recommended,
  ...(weak ? { weak } : {}),
});

export const COLUMN_RULES: readonly ColumnRule[] = [
  // No wish of theirs, and nobody to ask.
  rule(
    '\\bdeceased\\b|\\bdead\\b|\\bdied\\b|\\bdate of death\\b|\\bdeath date\\b|\\bfallecid[oa]\\b|\\bdecede\\b|\\bverstorben\\b',
    'marked',
    'leave-out',
  ),
  rule(
    `\\b(?:bad|wrong|invalid|disconnected) (?:${CHANNEL}|number)\\b|\\b${CHANNEL}(?: number)? (?:is )?(?:bad|wrong|invalid|disconnected)\\b`,
    'marked',
    'leave-out',
  ),
  // "Do not …", in one word or several.
  rule(
    `\\b(?:do not|dont|donot|does not want|no|not|never) ?(?:be )?(?:contact|disturb|solicit|message|messages|${CHANNEL})`,
    'marked',
    'opt-out',
  ),
  rule(
    '\\bdn(?:t|cl?)\\b|\\bdo not list\\b|\\bno (?:llamar|contactar|enviar (?:sms|mensajes|textos))\\b|\\bne pas (?:contacter|appeler|texter)\\b|\\bnicht (?:anrufen|kontaktieren)\\b',
    'marked',
    'opt-out',
  ),
  // What somebody accepts. Before subscription states, since those names have the same words.
  rule(`^(?:accepts?|receives?|wants?|allows?) ${CHANNEL}\\b`, 'agreed', 'leave-out'),
  // Subscription states, in words. Before the columns of yes and no, since those names have the same words.
  rule(
    `\\b(?:${CHANNEL}|opt|opt in|opt out|optin|optout|subscription|subscriber|subscribe|consent|marketing|contact)(?: number)?(?: (?:opt|opt in|optin|opt out|subscription|subscriber|marketing|consent|contact))* (?:status|state|permission)\\b`,
    'status',
    'opt-out',
  ),
  rule(`\\b${CHANNEL} (?:subscription|subscriber|marketing)$`, 'status', 'opt-out'),
  // "Opted out".
  rule(
    '\\bopt(?:ed|s|ing)? ?outs?\\b|\\boptedout\\b|\\bunsub(?:s|scribed?|scribes)?\\b|\\bde baja\\b|\\bbaja\\b|\\bdesabonne\\b|\\babgemeldet\\b',
    'marked',
    'opt-out',
  ),
  rule(
    `\\b(?:exclude|excluded|block|blocked|stop|stopped|banned?)\\b.*\\b${CHANNEL}\\b|\\b${CHANNEL} (?:stop|stops|stopped|blocked?|excluded?|banned?)\\b`,
    'marked',
    'opt-out',
  ),
  rule(
    '\\bsuppress(?:ed|ion)?\\b|\\bblack ?list(?:ed)?\\b|\\bblock ?list(?:ed)?\\b|\\bremove from (?:the )?list\\b|\\bstop (?:texts?|texting|sms|messages|contact)\\b|\\brefuses? (?:contact|texts?|calls?)\\b',
    'marked',
    'opt-out',
  ),
  // "May be texted": an empty cell lacks an agreement, but is no wish to stop.
  rule(
    `\\b(?:ok|okay|can|may|allow(?:ed|s)?|accepts?|agree(?:d|s)?|permit(?:s|ted)?|want(?:s)?|receives?|wants to receive)(?: (?:to|us to|for|be))* (?:${CHANNEL}|contact(?:ed)?|message[sd]?)\\b`,
    'agreed',
    'leave-out',
  ),
  rule(
    `^(?:contact|contacted|reach|message|write)(?: (?:me|them|us))? (?:by|via|through|with) ${CHANNEL}\\b|^${CHANNEL} (?:contact|updates)$`,
    'agreed',
    'leave-out',
  ),
  rule(
    `\\b${CHANNEL} (?:ok|okay|allowed|permitted|permission|consent(?:ed)?|agreed|accepted|subscribed|enabled)\\b|\\btextable\\b|\\bcontactable\\b`,
    'agreed',
    'leave-out',
  ),
  rule(
    '\\bopt(?:ed|s)? ?ins?\\b|\\boptedin\\b|\\b(?:tcpa|gdpr|marketing|contact|sms|text|phone)? ?consent(?:ed|s)?\\b|\\bpermission to (?:text|contact|call)\\b|\\bconsentimiento\\b|\\bconsentement\\b',
    'agreed',
    'leave-out',
  ),
  rule('\\bsubscribed\\b|\\bis subscriber\\b|\\bsuscrito\\b|\\babonne\\b', 'agreed', 'leave-out', true),
  // Notes and tags, which may hold anything.
  rule(
    '\\b(?:notes?|comments?|remarks?|memo|tags?|labels?|activist codes?|notas?|comentarios?|observaciones|etiquetas?|remarques?)(?: (?:list|names?|text|field|field text))?$',
    'notes',
    'leave-out',
    true,
  ),
  // Too common to count by name alone.
  rule(
    '^(?:sms|text|texts|texting|text messages|(?:sms|text|mobile|phone) alerts|permission|texts ok)$',
    'agreed',
    'leave-out',
    true,
  ),
  rule(
    '^(?:status|subscription|subscriber status|preferred contact|preferred contact method|preference|preferences|contact preference|contact preferences|communication preference|communication preferences)$',
    'status',
    'opt-out',
    true,
  ),
  rule(
    '^(?:stop|stopped|stops|blocked|exclude|excluded|exclusion|removed|remove|refused|inactive|do not|restricted|restriction|restrictions)$',
    'marked',
    'opt-out',
    true,
  ),
];

/** Values that say no, whatever the column. */
export const NEGATIVE =
  /\bunsub|\bopt(?:ed|s)?[ _-]?out|\boptout|\bstop(?:ped|s)?\b|\bdo not\b|\bdon'?t\b|\bdnc\b|\bdnt\b|\bblock|\bblack ?list|\bsuppress|\brevok|\bwithdr[ae]w|\bdeclined?\b|\brefused?\b|\bdenied\b|\bremoved?\b|\breject|\bcancel|\bnot (?:opted|subscribed|allowed|consented|permitted|agreed)|\bno (?:consent|sms|texts?|texting|contact|calls?|permission|opt)|\bnon[ -]?subscribed\b|\bnever (?:text|contact)|\bdeceased\b|\bcomplain|\bspam\b|\bdado de baja\b|\bde baja\b|\bdesabonne|\babgemeldet\b/;
/** Values that say yes. */
export const POSITIVE =
  /^(?:subscribed|subscriber|opted[ _-]?in|opt[ _-]?in|optin|double opt[ _-]?in|active|confirmed|allowed|granted|given|ok|okay|agreed|accepted|consented|consent|approved|permitted|enabled|valid|deliverable|reachable|can (?:text|contact)|may be texted|suscrito|abonne|angemeldet)$/;

/** The end of a wish: the note or its part ends there, or goes on with when or by what. */
const ENDS = String.raw`(?=["'”’!.,;:)\s]*(?:$|[.;,:|/)"'”’!\n]|\s(?:in|on|to|twice|again|please|when|after)\b))`;

/**
 * Words of a note or tag that ask for no texts, as volunteers write them. A note may mean something else, so
 * a person checks; "stop by" and "wants to stop the war" ask for nothing.
 */
export const WISHES_IN_NOTES: readonly RegExp[] = [
  /\b(?:do not|don'?t|never|stop|quit|no more|not to|does(?: not|n'?t) want(?: to be| any| our)?)[ _-]?(?:be |get |receive |any |the |our |more )*(?:text|txt|sms|messag|contact|call|phone)|\bno[ _-](?:texts?|texting|txts?|sms|contact|calls?|mensajes|contactar|llamar|textos?|enviar)\b|\bd[ _-]?n[ _-]?[ct]\b|\bopt(?:ed|s)?[ _-]?out\b|\bunsubscribed?\b|\b(?:take|remove|get)(?:n|d)?(?: me| him| her| them)? (?:off|from)\b|\bwants? (?:off|no contact|no texts?)\b|\bdada? de baja\b|\bne pas (?:contacter|appeler|texter)\b/i,
  // A keyword as a note or as a part of one, in any case; in capitals anywhere.
  /(?:^|[;,.:|/\n"“”])\s*(?:stop|stopall|quit|cease|removed?|refused|unsubscribe)\s*(?=$|[;,.:|/\n!"“”])/i,
  /(?<!\bBUS )\bSTOP\b(?! (?:BY|IN|AT|OVER|OFF|THE|A|AND)\b)/,
  // What somebody said, asked or wants.
  new RegExp(
    String.raw`\b(?:said|says|replied|replies|repl(?:y|ied) was|texted(?: back)?|sent|wrote|answered|responded|asks?|asked|requests?|requested|wants?|wanted|told us|tells us)\b[^.;\n]{0,20}?\b(?:stop|quit|be removed|removal|unsubscribed?|left alone)\b${ENDS}`,
    'i',
  ),
  /\b(?:to|be|was|get|please) removed?\b(?=\W*$| from\b)/i,
  /\b(?:texts?|text (?:him|her|them|me)|messages?|calls?) no (?:more|longer)\b|\bleave (?:him|her|them|me|us|it) alone\b/i,
  /\bno longer (?:wants?|wish(?:es)?|willing)\b[^.;\n]{0,25}\b(?:hear|text|contact|messag|call|sms)/i,
  /\b(?:hates?|complain\w*|annoyed|angry|upset|mad)\b[^.;\n]{0,20}\b(?:texts?|texting|messages?|sms)\b|\bblocked (?:us|our|me)\b/i,
  // Spanish, French, German.
  /\bno (?:le |les )?(?:mand\w+|envi\w+|escrib\w+|molest\w+|contact\w+|quiere (?:mensajes|textos|que le))|\bne (?:plus|pas) (?:contacter|appeler|texter|écrire|envoyer)\b/i,
  /\bnicht (?:mehr )?(?:anschreiben|kontaktieren|anrufen|schreiben|texten)\b|\bkeine (?:sms|nachrichten|texte)\b/i,
];

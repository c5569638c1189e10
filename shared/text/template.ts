import { MERGE_COLUMNS } from '../schema/contactColumns.ts';

/** Fields that every script may use; the columns of a contact file come in addition. */
export const BUILT_IN_FIELDS = [...MERGE_COLUMNS, 'texterName', 'organisation'] as const;

export type Merged = {
  readonly text: string;
  /** Fields, as the script writes them, without a value; they became empty text. */
  readonly missing: readonly string[];
};

export type ScriptCheck = {
  readonly namesOrganisation: boolean;
  readonly optOutWording: boolean;
  /** Fields, as the script writes them, that no contact can have. */
  readonly unknownFields: readonly string[];
};

const FIELD = /\{\s*((?:answer:\s*)?[\p{L}\p{N}_][\p{L}\p{N}\p{M}_ .'/-]{0,59})\s*\}/gu;

/**
 * The merge fields of a template in order of appearance, each once, as first written: `Hi {firstName}` →
 * firstName.
 */
export function fieldsIn(template: string): string[] {
  const seen = new Map<string, string>();
  for (const [, name = ''] of template.matchAll(FIELD)) {
    if (!seen.has(fieldKey(name))) seen.set(fieldKey(name), name.trim());
  }
  return [...seen.values()];
}

/**
 * Fills in a template. Names match without regard to case, blanks and hyphens ({First Name} is {firstName}).
 * One pass only: braces inside a value stay as they are.
 */
export function merge(template: string, values: Readonly<Record<string, string | null | undefined>>): Merged {
  const known = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    const text = value?.trim() ?? '';
    if (text !== '') known.set(fieldKey(name), text);
  }
  const missing = fieldsIn(template).filter((name) => !known.has(fieldKey(name)));
  return { text: template.replace(FIELD, (_, name: string) => known.get(fieldKey(name)) ?? ''), missing };
}

/**
 * What a campaign's script lacks. The organisation may be named by its name or by {organisation}.
 * `customFields` are the contact columns of this campaign, beside the built-in ones.
 */
export function checkScript(
  script: string,
  organisationName: string,
  customFields: readonly string[] = [],
): ScriptCheck {
  const fields = fieldsIn(script);
  const name = fold(organisationName);
  return {
    namesOrganisation:
      fields.some((field) => fieldKey(field) === 'organisation') ||
      (name !== '' && fold(script).includes(name)),
    optOutWording: OPT_OUT_WORDING.some((wording) => wording.test(fold(script))),
    unknownFields: unknownFields(script, customFields),
  };
}

/**
 * Fields of a template, as it writes them, that no contact can have. `customFields`: beside the built-in
 * ones.
 */
export function unknownFields(template: string, customFields: readonly string[]): string[] {
  const allowed = new Set([...BUILT_IN_FIELDS, ...customFields].map(fieldKey));
  return fieldsIn(template).filter((field) => !allowed.has(fieldKey(field)));
}

/** The field for the answer to a question: {answer:vote}. `code`: the question's. */
export function answerField(code: string): string {
  return `answer:${code}`;
}

/** The form in which names of fields are compared. Codes of questions differ by their hyphens. */
export function fieldKey(name: string): string {
  const code = /^\s*answer:(.*)$/i.exec(name)?.[1];
  if (code !== undefined) return answerField(code.trim().toLowerCase());
  return fold(name).replace(/[\s_.'/-]/g, '');
}

/** Lower case, without accents, marks and repeated blanks. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Only words that both the law and our own list of keywords have count: a script with another word would
 * promise what does not happen. The texts are folded, so without accents and case.
 */
const KEYWORD = '(?:stop ?all|stop|unsubscribe|cancel|end|quit|opt-?out)';
const ASK =
  '(?:reply|text|txt|send|respond|write|answer|responda|responde|conteste|contesta|envie|envia|escriba|escribe|mande|manda|repondez|reponds|envoyez|envoie|textez|ecrivez)';
const LINK = '(?:(?: back)?(?: (?:with|us|the word|con|la palabra|par|avec|le mot))*)';
const PURPOSE =
  '(?:end|quit|opt|stop|unsub|cancel|exit|leave|be removed|remove|no longer|salir|cancelar|terminar|detener|parar|dar(?:se|te)|dejar|no recibir|ne plus|arreter|(?:vous |te )?des(?:abonner|inscrire)|mettre fin|finir)';
const OPT_OUT_WORDING = [
  // "Reply STOP to opt out", "text back with 'stop'", "Responda STOP", "Répondez par STOP"
  new RegExp(`\\b${ASK}${LINK}[ :=]*["'“”‘’«»*(\\[ ]*${KEYWORD}\\b`),
  // "STOP to end", "Stop2Quit", "STOP=opt out", "STOP para salir", "STOP pour ne plus recevoir"
  new RegExp(
    `\\b(?:stop ?all|stop|unsubscribe|quit|opt-?out)["'”’»*)\\]]* ?(?:to|2|=|-|:|para|pour) ?${PURPOSE}`,
  ),
  // "To opt out, STOP", "opt-out: stop", "to unsubscribe reply with 'stop'" is the first form
  /\b(?:opt ?-?out|unsubscribe)(?: (?:by|with))?[:,] ?["'“‘*]?stop\b/,
];

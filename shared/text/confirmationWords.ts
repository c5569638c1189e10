/**
 * Confirmations of an opt-out in the languages that contacts write most, for an opt-out by hand. Each makes
 * one text with a name of usual length: those in Latin letters, but Vietnamese, use nothing that GSM-7 lacks.
 */
export const CONFIRMATIONS = {
  en: 'You are opted out and will receive no more messages from {organisation}.',
  es: 'Le dimos de baja. Ya no recibe mensajes de {organisation}.',
  fr: "C'est noté: vous ne recevrez plus de messages de {organisation}.",
  pt: 'Pedido aceito: {organisation} deixa de lhe enviar mensagens.',
  de: 'Sie sind abgemeldet und erhalten keine Nachrichten mehr von {organisation}.',
  vi: 'Quý vị sẽ không nhận thêm tin nhắn từ {organisation}.',
  zh: '您已退订，不会再收到 {organisation} 的短信。',
} as const;
export type ContactLanguage = keyof typeof CONFIRMATIONS;

export const CONTACT_LANGUAGES = Object.keys(CONFIRMATIONS).filter(isContactLanguage);

function isContactLanguage(name: string): name is ContactLanguage {
  return name in CONFIRMATIONS;
}

/**
 * Short words that nearly every text of a language has, folded; those that two of the languages share are
 * left out.
 */
const USUAL: Readonly<Partial<Record<ContactLanguage, string>>> = {
  en: 'the you is are and to of my this not dont stop please texting me remove list who',
  es: 'el los las una y por favor quiero mensajes usted gracias mas ya quien con soy numero esta del yo',
  fr: 'le les des est et je vous ne pas plus pour mon moi arretez merci suis avec cette qui messages',
  pt: 'voce nao obrigado obrigada mensagens quero eu por favor mais com meu uma sou pare',
  de: 'ich der die das nicht und bitte mir keine sie ist mehr danke wer bin nachrichten',
  vi: 'toi khong xin dung cam on ban tin nhan muon nua la',
};
const WORDS = new Map(Object.entries(USUAL).map(([name, words]) => [name, new Set(words?.split(' '))]));

/** The language of a text, as far as a few words tell; null where they do not. */
export function languageOf(text: string): ContactLanguage | null {
  if (/\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'zh';
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').toLowerCase();
  const said = plain.replace(/['’]/g, '').match(/\p{L}+/gu) ?? [];
  const scores = [...WORDS].map(([name, words]) => ({
    name,
    score: new Set(said.filter((word) => words.has(word))).size,
  }));
  const [best, second] = scores.toSorted((one, other) => other.score - one.score);
  if (best === undefined || best.score === 0 || best.score === second?.score) return null;
  return isContactLanguage(best.name) ? best.name : null;
}

/** How contact files name these languages, folded: in English, in themselves, and by code. */
const NAMES: Readonly<Record<ContactLanguage, readonly string[]>> = {
  en: ['en', 'eng', 'english', 'ingles'],
  es: ['es', 'spa', 'spanish', 'espanol', 'castellano'],
  fr: ['fr', 'fra', 'fre', 'french', 'francais', 'frances'],
  pt: ['pt', 'por', 'portuguese', 'portugues'],
  de: ['de', 'deu', 'ger', 'german', 'deutsch', 'aleman'],
  vi: ['vi', 'vie', 'vietnamese', 'tieng viet', 'vietnamita'],
  zh: ['zh', 'chi', 'zho', 'chinese', 'mandarin', 'cantonese', '中文', 'chino'],
};

/**
 * The language that a contact file names, in a column such as “Language” or “idioma”; null where it does not.
 */
export function languageInFile(fields: Readonly<Record<string, string>>): ContactLanguage | null {
  for (const [column, value] of Object.entries(fields)) {
    if (
      !/^(?:preferred|primary)?(?:language|lang|idioma|langue|sprache)(?:code|preference)?$/i.test(
        column.replace(/[\s_-]/g, ''),
      )
    )
      continue;
    const plain = value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
    const found = CONTACT_LANGUAGES.find(
      (each) =>
        NAMES[each].includes(plain) ||
        (NAMES[each].includes(plain.slice(0, 2)) && /^[a-z]{2}[-_]/.test(plain)),
    );
    if (found !== undefined) return found;
  }
  return null;
}

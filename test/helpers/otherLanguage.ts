import { DEMO_LIST, demoCampaigns, demoPlanned } from '../../main/core/demo/campaigns.ts';
import { TALKS, TO_TEXTER } from '../../main/core/demo/talks.ts';
import { STOP_REPLY } from '../../main/core/providers/simulator/blocks.ts';
import answers from '../../main/core/providers/simulator/data/answers.json' with { type: 'json' };
import { en } from '../../shared/locales/en/index.ts';
import { es } from '../../shared/locales/es/index.ts';
import type { Shown } from './shownTexts.ts';

/** Every text of a catalogue with its key: `campaigns:list.title`. */
export function textsOf(part: object | string, key = ''): [string, string][] {
  if (typeof part === 'string') return [[key, part]];
  return Object.entries(part).flatMap(([name, inner]) =>
    textsOf(inner, key === '' ? `${name}:` : `${key}${key.endsWith(':') ? '' : '.'}${name}`),
  );
}

const TAG = /<\/?\w+\/?>/g;
const CATALOGUE_PLACE = /\{\{[^}]*\}\}/;
/** A field of a script. */
const FIELD = /\{[^}]*\}/;

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
/** A pattern for a catalogue text with anything in its places, without tags. */
const patternOf = (text: string, place: RegExp) =>
  new RegExp(`^${text.replace(TAG, '').trim().split(place).map(escaped).join('.+?')}$`, 'u');
/**
 * Whether a text has enough words without its places to be recognised: `{{done}} of {{total}}` has hardly
 * any.
 */
export const telling = (text: string) =>
  text.replace(/\{\{[^}]*\}\}|<[^>]*>/g, '').replace(/[^\p{L}]/gu, '').length > 3;

/** Finds the key of the catalogue text that something on the screen shows. */
function finder(texts: readonly (readonly [string, string])[]): (shown: string) => string | undefined {
  const tellingOnes = texts.filter(([, text]) => telling(text));
  const whole = new Map(
    tellingOnes
      .filter(([, text]) => !CATALOGUE_PLACE.test(text))
      .map(([key, text]) => [text.replace(TAG, '').trim(), key]),
  );
  const open = tellingOnes
    .filter(([, text]) => CATALOGUE_PLACE.test(text))
    .map(([key, text]) => ({ key, pattern: patternOf(text, CATALOGUE_PLACE) }));
  return (shown) => whole.get(shown) ?? open.find(({ pattern }) => pattern.test(shown))?.key;
}

const spanish = new Map(textsOf(es));
const spanishKey = finder([...spanish]);
const englishKey = finder(textsOf(en).filter(([key, text]) => spanish.get(key) !== text));

/** Words that stand in no Spanish sentence, and in nearly every English one. */
const ENGLISH_WORDS = new Set(
  'the of and to is are was were be been not this that these those it they them their you your we our with for from has have had will would can cannot could by at on an or who what which when why where how than then there if no-one nobody everybody must may should does did do about into after before without'.split(
    ' ',
  ),
);

/**
 * What stands in English on purpose: names, scripts and answers of the demo, its providers' texts, and
 * rules by their names in the ledger.
 */
export const WRITTEN: readonly string[] = [
  'keyword',
  'UTF-16BE',
  DEMO_LIST,
  TO_TEXTER,
  ...TALKS.flatMap(({ replies, asks, note, given, answers: recorded }) => [
    ...replies,
    ...[asks, note, given, ...(recorded ?? []).map(({ value }) => value)].filter(
      (each) => typeof each === 'string',
    ),
  ]),
  ...[...demoCampaigns, demoPlanned].flatMap(({ name, script, replies, questions }) => [
    name,
    script,
    ...replies
      .flatMap((reply) => ['folder' in reply ? (reply.folder ?? '') : '', reply.title, reply.text])
      .filter((each) => each !== ''),
    ...questions.flatMap(({ name: title, text, reply, choices }) => [
      title,
      text,
      reply,
      ...choices.flatMap((choice) => [choice.label, choice.reply]),
    ]),
  ]),
  ...answers.answers.flatMap(({ text }) => text ?? []),
  'You are now opted out and will receive no more messages from {organisation}.',
  STOP_REPLY,
];
const wholes = WRITTEN.map((text) => patternOf(text, FIELD));
const within = WRITTEN.filter((text) => text.includes(' ')).map(
  (text) => new RegExp(patternOf(text, FIELD).source.slice(1, -1), 'gu'),
);

/**
 * A text without what people have written in it: whole, cut off by three dots, in quotation marks, or
 * within a longer name.
 */
function withoutWritten(text: string): string {
  const end = text.endsWith('…') ? text.slice(-16, -1) : null;
  if (wholes.some((pattern) => pattern.test(text))) return '';
  if (end !== null && end.length === 15 && WRITTEN.some((each) => each.includes(end))) return '';
  return within.reduce((left, pattern) => left.replace(pattern, ' '), text).replace(/“.*”/su, ' ');
}

/**
 * Why a text counts as English where Spanish should be shown; null where it does not, or where somebody of
 * the demo wrote it.
 */
export function englishIn({ text }: Pick<Shown, 'text'>): string | null {
  const ours = withoutWritten(text);
  if (ours === '') return null;
  const known = englishKey(text);
  if (known !== undefined && spanishKey(text) === undefined) return `is ${known}`;
  const words = ours.toLowerCase().split(/[^\p{L}\p{N}_’'-]+/u);
  const reported = words.filter((word) => ENGLISH_WORDS.has(word));
  return reported.length > 1 || (reported.length === 1 && words.length < 7)
    ? `has ${reported.join(', ')}`
    : null;
}

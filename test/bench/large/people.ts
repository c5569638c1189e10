/** All of an invented conversation follows from its number, so that the store is the same in every run. */

const FIRST =
  'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Carlos Karen Daniel Lisa José Nancy Ángel Sandra Matthew Ashley Luis Emily Zoë Chloé Íñigo Efua Jin Dev Hugo Grace Finn Ana'.split(
    ' ',
  );
const LAST =
  "Smith Johnson Williams Brown Jones García Miller Davis Rodríguez Martínez Hernández López González Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Pérez Thompson White Harris Sánchez Clark Ramírez Lewis Robinson O'Neil Nguyen Müller Okafor Patel Ivanova de-la-Cruz Walker Young Allen".split(
    ' ',
  );
const SOUNDS =
  'ba be bo ca co da de do fa fi ga go ha he ja jo ka ki la le li lo ma me mi mo na ne no pa pe ra re ri ro sa se si so ta te ti to va vi wa we ya zo'.split(
    ' ',
  );

/** A number from 0 to below 1 that looks drawn, always the same for the same two. */
export function drawn(index: number, what: number): number {
  let h = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(what + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

/** One of a list, of which the first ones come most often, as words and names do. */
const often = <T>(list: readonly T[], part: number): T => list[Math.floor(list.length * part * part)] as T;

/** An invented word; a hundred thousand different ones. */
function wordOf(number: number): string {
  let word = '';
  for (let rest = number, at = 0; at < 3; at += 1, rest = Math.floor(rest / SOUNDS.length))
    word += SOUNDS[rest % SOUNDS.length];
  return word;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Half of the people have a name that many have. */
export function nameOf(index: number): { firstName: string; lastName: string } {
  const [a, b] = [drawn(index, 1), drawn(index, 2)];
  return {
    firstName: a < 0.8 ? often(FIRST, a / 0.8) : capital(wordOf(Math.floor(a * 5e6) % 3000)),
    lastName: b < 0.5 ? often(LAST, b * 2) : capital(wordOf(Math.floor(b * 1e7) % 60_000)),
  };
}

const OUT = [
  'Hi {name}, this is Sam of Our organisation. Can you help on Saturday? Reply STOP to opt out.',
  'Thanks {name}! We meet at 10 in front of the library, bring {word} and {word}.',
  'That is good to know. Shall I put you down for {word} street or rather {word}?',
  'Great, see you there! The door code is {word}.',
  'No problem at all. Would a call about {word} help?',
];
const IN = [
  'Yes',
  'Sure, I can be there at 7. Where do we meet?',
  'no thanks',
  'Who is this?',
  'I already voted by mail last week 🙂',
  'Can you send me the {word} again please',
  'Maybe. I have to ask my wife first, she has the {word} that day',
  'What about the new bus line on {word} Street? My mother depends on it to get to the {word}.',
  'ok',
  'Count me in!',
];

/** The text that stands at a place of a conversation; the first is the script’s. */
export function bodyOf(index: number, place: number, firstName: string): string {
  const inwards = place % 2 === 1;
  const part = drawn(index, 20 + place);
  const body =
    place === 0 ? OUT[0] : inwards ? often(IN, part) : OUT[1 + Math.floor(part * (OUT.length - 1))];
  let words = 0;
  return (body ?? '').replaceAll('{name}', firstName).replaceAll('{word}', () => {
    words += 1;
    const which = drawn(index, 60 + place * 2 + words);
    return wordOf(Math.floor(which * which * 100_000));
  });
}

/** How many texts a conversation has: none in a tenth, one in a fourth, else up to 13; 5 in the middle. */
export function textsOf(index: number): number {
  const part = drawn(index, 3);
  if (part < 0.1) return 0;
  if (part < 0.35) return 1;
  return part < 0.55 ? 2 : 6 + Math.floor(drawn(index, 4) * 8);
}

/** Invented people with numbers from the ranges reserved for fiction: +1 AAA 555 01XX and +44 7700 900XXX. */
export type DemoContact = {
  readonly firstName: string;
  readonly lastName: string;
  readonly number: string;
  readonly town: string;
};

const FIRST = [
  'Amara',
  'Ben',
  'Carmen',
  'Dilip',
  'Elena',
  'Farah',
  'Grace',
  'Hamid',
  'Ines',
  'Jonah',
  'Keiko',
  'Leon',
  'Mei',
  'Noor',
  'Owen',
  'Priya',
  'Quinn',
  'Rosa',
  'Silas',
  'Tomás',
  'Uma',
  'Viktor',
  'Wren',
  'Ximena',
  'Yusuf',
  'Zoe',
] as const;
const LAST = [
  'Abara',
  'Brennan',
  'Castillo',
  'Dunne',
  'Eriksen',
  'Fofana',
  'García',
  'Hughes',
  'Ivanova',
  'Jansen',
  'Khan',
  'Lindqvist',
  'Müller',
  'Novak',
  'O’Brien',
  'Patel',
  'Quist',
  'Rahman',
  'Silva',
  'Turner',
  'Ueda',
  'van der Berg',
  'Walsh',
  'Young',
] as const;

const US_TOWNS = [
  ['216', 'Cleveland'],
  ['614', 'Columbus'],
  ['513', 'Cincinnati'],
  ['419', 'Toledo'],
  ['330', 'Akron'],
] as const;
const UK_TOWNS = ['Leeds', 'Bristol', 'Cardiff', 'Glasgow', 'Norwich', 'Sheffield', 'Derby', 'Hull'] as const;

function nameOf(index: number): { firstName: string; lastName: string } {
  return {
    firstName: FIRST[(index * 7) % FIRST.length] ?? 'Ada',
    lastName: LAST[(index * 5 + Math.floor(index / FIRST.length)) % LAST.length] ?? 'Abara',
  };
}

/** `count` contacts in Ohio. Numbers are distinct up to 500. */
export function demoContactsUs(count: number): DemoContact[] {
  return Array.from({ length: count }, (_, index) => {
    const [area, town] = US_TOWNS[index % US_TOWNS.length] ?? ['216', 'Cleveland'];
    const line = String(100 + Math.floor(index / US_TOWNS.length)).padStart(4, '0');
    return { ...nameOf(index), number: `+1${area}555${line}`, town };
  });
}

/** `count` contacts in Great Britain. Numbers are distinct up to 900. */
export function demoContactsUk(count: number): DemoContact[] {
  return Array.from({ length: count }, (_, index) => ({
    ...nameOf(index + 300),
    number: `+447700900${String(100 + index).padStart(3, '0')}`,
    town: UK_TOWNS[index % UK_TOWNS.length] ?? 'Leeds',
  }));
}

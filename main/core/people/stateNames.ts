/**
 * Two letters, and how people write the name: English, older abbreviations, Spanish and French where they
 * differ.
 */
const NAMES: Readonly<Record<string, string>> = {
  AL: 'Alabama, Ala',
  AK: 'Alaska',
  AZ: 'Arizona, Ariz',
  AR: 'Arkansas, Ark',
  CA: 'California, Calif, Cal',
  CO: 'Colorado, Colo',
  CT: 'Connecticut, Conn',
  DC: 'District of Columbia, Washington DC, Distrito de Columbia',
  DE: 'Delaware, Del',
  FL: 'Florida, Fla',
  GA: 'Georgia',
  HI: 'Hawaii, Hawai’i, Hawái',
  IA: 'Iowa',
  ID: 'Idaho',
  IL: 'Illinois, Ill',
  IN: 'Indiana, Ind',
  KS: 'Kansas, Kan',
  KY: 'Kentucky',
  LA: 'Louisiana, Luisiana',
  MA: 'Massachusetts, Mass',
  MD: 'Maryland',
  ME: 'Maine',
  MI: 'Michigan, Mich, Míchigan',
  MN: 'Minnesota, Minn',
  MO: 'Missouri, Misuri',
  MS: 'Mississippi, Miss, Misisipi',
  MT: 'Montana, Mont',
  NC: 'North Carolina, Carolina del Norte',
  ND: 'North Dakota, Dakota del Norte',
  NE: 'Nebraska, Neb, Nebr',
  NH: 'New Hampshire, Nuevo Hampshire',
  NJ: 'New Jersey, Nueva Jersey',
  NM: 'New Mexico, Nuevo México',
  NV: 'Nevada, Nev',
  NY: 'New York, Nueva York',
  OH: 'Ohio',
  OK: 'Oklahoma, Okla',
  OR: 'Oregon, Ore, Oregón',
  PA: 'Pennsylvania, Penn, Penna, Pensilvania',
  RI: 'Rhode Island',
  SC: 'South Carolina, Carolina del Sur',
  SD: 'South Dakota, Dakota del Sur',
  TN: 'Tennessee, Tenn',
  TX: 'Texas, Tex, Tejas',
  UT: 'Utah',
  VA: 'Virginia',
  VT: 'Vermont',
  WA: 'Washington, Wash, Washington State',
  WI: 'Wisconsin, Wis, Wisc',
  WV: 'West Virginia, W Va, Virginia Occidental',
  WY: 'Wyoming, Wyo',
  PR: 'Puerto Rico',
  VI: 'Virgin Islands, US Virgin Islands, U.S. Virgin Islands, USVI, Islas Vírgenes',
  GU: 'Guam',
  AS: 'American Samoa, Samoa Americana',
  MP: 'Northern Mariana Islands, Northern Marianas, CNMI, Marianas, Islas Marianas del Norte',
  AB: 'Alberta, Alta',
  BC: 'British Columbia, Columbia Británica, Colombie-Britannique',
  MB: 'Manitoba, Man',
  NB: 'New Brunswick, Nouveau-Brunswick',
  NL: 'Newfoundland and Labrador, Newfoundland & Labrador, Newfoundland, Labrador, NF, Terre-Neuve-et-Labrador',
  NS: 'Nova Scotia, Nouvelle-Écosse',
  NT: 'Northwest Territories, NWT, Territoires du Nord-Ouest',
  NU: 'Nunavut',
  ON: 'Ontario, Ont',
  PE: 'Prince Edward Island, PEI, Île-du-Prince-Édouard',
  QC: 'Quebec, Québec, Que, PQ',
  SK: 'Saskatchewan, Sask',
  YT: 'Yukon, Yukon Territory, YK',
};

/**
 * The form in which states are compared: without case, accents, dots, blanks, and the country of "US-FL" and
 * "CA-ON".
 */
function folded(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().trim();
  return plain.replace(/^(?:US|USA|CA|CAN)[-\s](?=[A-Z]{2}$)/, '').replace(/[^A-Z&]/g, '');
}

const codes = new Map<string, string>();
for (const [code, names] of Object.entries(NAMES)) {
  for (const name of [code, ...names.split(', ')]) codes.set(folded(name), code);
}

/**
 * The two letters of a US state, territory or Canadian province, however a person wrote it; null if it is
 * none.
 */
export function stateCode(text: string): string | null {
  return codes.get(folded(text)) ?? null;
}

/** The codes that have a name here. */
export const STATE_NAMES: ReadonlySet<string> = new Set(Object.keys(NAMES));

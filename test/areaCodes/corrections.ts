/**
 * What a person added to the library's map of area codes, or took from it. Reviewed on 2026-11-29 against
 * the zone limits of 49 CFR part 71 and the tz database. Of zones with the same clock one is named.
 */

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';
const ONTARIO = 'America/Toronto';
const MANITOBA = 'America/Winnipeg';
const ALBERTA = 'America/Edmonton';
const ATLANTIC = 'America/Halifax';
/** Eastern Time all year: Atikokan in Ontario, Coral Harbour in Nunavut. */
const EASTERN_ALL_YEAR = 'America/Atikokan';
/** Atlantic Time all year. */
const BLANC_SABLON = 'America/Blanc-Sablon';

/**
 * Codes that the library lacks: in service, or assigned for an overlay, by the planning letters of the
 * numbering plan's administrator.
 */
export const NEWER: Readonly<Record<string, { readonly state: string; readonly over: string }>> = {
  '357': { state: 'CA', over: '559' },
  '436': { state: 'OH', over: '440' },
  '457': { state: 'LA', over: '318' },
  '465': { state: 'NY', over: '718' },
  '471': { state: 'MS', over: '662' },
  '483': { state: 'AL', over: '334' },
  '565': { state: 'GA', over: '912' },
  '621': { state: 'TX', over: '713' },
  '624': { state: 'NY', over: '716' },
  '679': { state: 'MI', over: '313' },
  '729': { state: 'TN', over: '423' },
  '837': { state: 'CA', over: '530' },
  '861': { state: 'IL', over: '309' },
  '924': { state: 'MN', over: '507' },
};

/** Area codes that serve the same places, where these keep different clocks: each gets the zones of all. */
export const OVERLAYS: readonly string[] = [
  '850 448',
  '270 364',
  '812 930',
  '423 729',
  '541 458',
  '208 986',
  '250 236 257 672 778',
  '306 474 639',
  '418 273 367 581',
  '709 879',
];

/** Zones in place of the library's, for the code and its overlays. */
export const ZONES: Readonly<Record<string, readonly string[]>> = {
  // North-west Indiana is Central, Pulaski and the east of the code Eastern.
  '219': [CENTRAL, EASTERN],
  '574': [CENTRAL, EASTERN],
  // Clinton County, Kentucky, is Central.
  '606': [CENTRAL, EASTERN],
  '270': [CENTRAL, EASTERN],
  '812': [CENTRAL, EASTERN],
  '423': [CENTRAL, EASTERN],
  '850': [CENTRAL, EASTERN],
  '906': [CENTRAL, EASTERN],
  '308': [CENTRAL, MOUNTAIN],
  '605': [CENTRAL, MOUNTAIN],
  '620': [CENTRAL, MOUNTAIN],
  '701': [CENTRAL, MOUNTAIN],
  '785': [CENTRAL, MOUNTAIN],
  // The north-west of Culberson County, Texas, goes by Mountain Time.
  '432': [CENTRAL, MOUNTAIN],
  '208': [MOUNTAIN, PACIFIC],
  // Malheur County, Oregon.
  '541': [MOUNTAIN, PACIFIC],
  // West Wendover and Jackpot, Nevada.
  '775': [MOUNTAIN, PACIFIC],
  // The Navajo Nation changes its clocks, the rest of Arizona does not.
  '928': [MOUNTAIN, 'America/Phoenix'],
  // The library says Chicago, but the code overlays 407 in Orlando.
  '689': [EASTERN],
  '907': ['America/Adak', 'America/Anchorage'],
  '204': [MANITOBA],
  '431': [MANITOBA],
  '584': [MANITOBA],
  // The Kootenays keep Alberta's clock, Creston and the Peace Mountain Standard Time all year.
  '250': ['America/Dawson_Creek', ALBERTA, 'America/Vancouver'],
  // Lloydminster keeps Alberta's clock, Creighton and Denare Beach Manitoba's.
  '306': [ALBERTA, 'America/Regina', MANITOBA],
  '807': [EASTERN_ALL_YEAR, ONTARIO, MANITOBA],
  // The Magdalen Islands and the Lower North Shore.
  '418': [BLANC_SABLON, ATLANTIC, ONTARIO],
  // Labrador keeps Atlantic Time, but for its south-east.
  '709': ['America/Goose_Bay', 'America/St_Johns'],
  '867': [EASTERN_ALL_YEAR, ALBERTA, ONTARIO, 'America/Whitehorse', MANITOBA],
};

/** For a town that the library places nowhere, or in more than one zone. */
export const STATES: Readonly<Record<string, string>> = {
  '273': 'QC',
  '310': 'CA',
  '340': 'VI',
  '670': 'MP',
  '671': 'GU',
  '684': 'AS',
  '787': 'PR',
  '939': 'PR',
  '203': 'CT',
  '713': 'TX',
  '718': 'NY',
  '780': 'AB',
  '905': 'ON',
};

/**
 * Zones in place of the packages' for the first three digits of a ZIP code. Addresses of the armed forces
 * have no place.
 */
export const ZIP_AREAS: Readonly<Record<string, string>> = {
  '006': 'PR America/Puerto_Rico',
  '007': 'PR America/Puerto_Rico',
  '008': 'VI America/Puerto_Rico',
  '009': 'PR America/Puerto_Rico',
  // Of Arizona the Navajo Nation alone changes its clocks: it has addresses in 859, 860 and 865.
  '853': 'AZ America/Phoenix',
  '855': 'AZ America/Phoenix',
  '856': 'AZ America/Phoenix',
  '864': 'AZ America/Phoenix',
  '876': 'NM America/Denver',
  // West Wendover and Jackpot.
  '898': 'NV America/Denver America/Los_Angeles',
  '967': 'AS,HI Pacific/Honolulu Pacific/Pago_Pago',
  '969': 'GU,MP Pacific/Guam',
  '995': 'AK America/Adak America/Anchorage',
};

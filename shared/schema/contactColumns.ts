import type { Region } from './words.ts';

/** What Heed does with a known column of a contact file, other than the numbers. */
type ColumnFacts = {
  /** The text column of table `conversation` that stores it; null: it is stored in others. */
  readonly kept: string | null;
  /** Its names in files, in the form of `fieldKey`: English, Spanish, French, German; the best first. */
  readonly names: readonly string[];
  /** Whether scripts may use it. */
  readonly merge: null | {
    /** What becomes of a text for a contact without it: it closes around the gap, or it must not be sent. */
    readonly without: 'closes' | 'stops';
    /** Its value for the invented contact of a preview. */
    readonly examples: Readonly<Record<Region, string>>;
  };
  /** Where the conversation shows it: as the contact's name, or under "From the contact file". */
  readonly shown: 'name' | 'file' | null;
};

/** Names in a row, separated by blanks. */
export function words(text: TemplateStringsArray): readonly string[] {
  return text.join('').trim().split(/\s+/);
}

/**
 * A new column is a line here, a column of `conversation` and one of `saved_list_member` (`TEXT NOT NULL
 * DEFAULT ''`; store/README.md says how), and its words in `contacts:column`. Import, merge fields, erasing,
 * uniting and the screen read this table. In the order of the screen.
 */
export const CONTACT_COLUMNS = {
  firstName: {
    kept: 'first_name',
    names: words`firstname first fname givenname given forename preferredname preferredfirstname prenom nombre
      nombres vorname`,
    merge: { without: 'closes', examples: { US: 'Priya', CA: 'Mei', GB: 'Owen' } },
    shown: 'name',
  },
  lastName: {
    kept: 'last_name',
    names: words`lastname last lname surname familyname family nom nomdefamille apellido apellidos nachname`,
    merge: { without: 'closes', examples: { US: 'Nair', CA: 'Tremblay', GB: 'Patel' } },
    shown: 'name',
  },
  /** The whole name in one column, for files without first names. Stored as first and last name. */
  fullName: {
    kept: null,
    names: words`fullname name contactname votername personname membername customername supportername displayname
      namefull firstandlastname firstlastname firstlast lastfirst nombrecompleto nombreyapellidos nomcomplet vollername
      contact person voter`,
    merge: null,
    shown: null,
  },
  /** The person's id in the campaign's own records. */
  externalId: {
    kept: 'external_id',
    names: words`externalid vanid voterfilevanid id contactid personid memberid supporterid voterid statefileid
      recordid uniqueid extid uid uuid guid crmid ref reference identifiant`,
    merge: null,
    shown: 'file',
  },
} as const satisfies Readonly<Record<string, ColumnFacts>>;

type Columns = typeof CONTACT_COLUMNS;
export type ContactColumn = keyof Columns;
/** Columns that the store has. */
export type KeptColumn = {
  [C in ContactColumn]: Columns[C]['kept'] extends string ? C : never;
}[ContactColumn];
/** Columns that scripts may use. */
export type MergeColumn = {
  [C in ContactColumn]: Columns[C]['merge'] extends null ? never : C;
}[ContactColumn];
/** The stored columns of a row of `conversation`. */
export type KeptRow = { readonly [C in KeptColumn as Columns[C]['kept']]: string };

const facts: Readonly<Record<ContactColumn, ColumnFacts>> = CONTACT_COLUMNS;

export const COLUMN_NAMES = Object.keys(CONTACT_COLUMNS) as readonly ContactColumn[];
export const KEPT_COLUMNS = COLUMN_NAMES.filter((name): name is KeptColumn => facts[name].kept !== null);
export const MERGE_COLUMNS = COLUMN_NAMES.filter((name): name is MergeColumn => facts[name].merge !== null);

/** The stored columns by their names in table `conversation`. */
export const KEPT_IN_STORE: readonly string[] = KEPT_COLUMNS.map((name) => CONTACT_COLUMNS[name].kept);

/** An object with one value for each column. */
export function byColumn<C extends ContactColumn, T>(
  columns: readonly C[],
  value: (column: C) => T,
): Record<C, T> {
  return Object.fromEntries(columns.map((column) => [column, value(column)])) as Record<C, T>;
}

/** The stored columns of a row, by their names here. */
export function keptOf(row: KeptRow): Record<KeptColumn, string> {
  return byColumn(KEPT_COLUMNS, (name) => row[CONTACT_COLUMNS[name].kept]);
}

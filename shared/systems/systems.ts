import { z } from 'zod';
import { words } from '../schema/contactColumns.ts';
import { fieldKey } from '../text/template.ts';

/** People's own systems: where they keep their supporters, and where answers and opt-outs go back to. */
export const SystemName = z.enum(['ngp-van', 'nationbuilder', 'action-network']);
export type SystemName = z.infer<typeof SystemName>;

/** Those that Heed can be connected to. */
export const ConnectedSystem = SystemName.extract(['ngp-van', 'action-network']);
export type ConnectedSystem = z.infer<typeof ConnectedSystem>;

/** Where each system's API is, unless somebody says otherwise. */
export const USUAL_URL: Readonly<Record<ConnectedSystem, string>> = {
  'action-network': 'https://actionnetwork.org/api/v2',
  'ngp-van': 'https://api.securevan.com/v4',
};

/**
 * Which of them can be told answers in numbers and words: Action Network keeps custom fields of a person;
 * VAN's canvass responses name one of the responses that it offers, and nothing else.
 */
export const TAKES_WORDS: Readonly<Record<ConnectedSystem, boolean>> = {
  'action-network': true,
  'ngp-van': false,
};

/** What a column of a file for a system holds. The order of a table below is the order in the file. */
export type SystemCell =
  | 'id'
  | 'firstName'
  | 'lastName'
  /** Without the country in the United States and Canada, else E.164. */
  | 'nationalNumber'
  | 'number'
  /** The day of the first text, MM/DD/YYYY. */
  | 'day'
  /** What came of it, in the system's own word. */
  | 'result'
  /** What the system writes where somebody is opted out; empty otherwise, so that nothing else changes. */
  | 'optedOut'
  /** Answers and Heed's tags, separated by commas. */
  | 'tags'
  /** A column for each question. */
  | 'answers';

export type SystemColumn = { readonly head: string; readonly cell: SystemCell };

type SystemFacts = {
  readonly name: string;
  /** How its exports name the person's id, in the form of `fieldKey`, the best first. */
  readonly ids: readonly string[];
  /** What an id of it looks like. Others are not written into a file for it: they would hit somebody else. */
  readonly idFits: RegExp;
  /** Whether its upload needs the id in each row. */
  readonly needsId: boolean;
  /** Names of columns by which an export of it is known, beside `ids`. */
  readonly marks: RegExp | null;
  /** The word for somebody who is opted out of texts. */
  readonly optedOut: string;
  readonly results: readonly SystemColumn[];
  readonly optOuts: readonly SystemColumn[];
};

/**
 * What each system calls things in its files, with the page that says so.
 *
 * NGP VAN. Results: "Bulk Uploading data to MyVoters" (kydemocratshelp.freshdesk.com, article 44002201298):
 * from left to right the VAN ID, which may not be empty, the day of contact, the phone number, the canvass
 * result, and a column for each survey question; the uploader maps them. It does not say how a day is
 * written: this is the American way. Opt-outs: phones have an "SMS Opt-In status" of Opt-In, Opt-Out or
 * Unknown ("Phone numbers: how they are categorized", michigandems.freshdesk.com, article 66000530537).
 * Canvass results: Canvassed, Texted and Do Not Text ("Syncing VAN Texted and Do Not Text Statuses",
 * help.thrutalknew.io, article 44001782021), Wrong Number (the first page).
 *
 * NationBuilder. "Fields available for import" (support.nationbuilder.com/en/articles/2895987) and "What
 * fields are available for imports?" (nationbuilder.com/what_fields_are_available_for_imports):
 * nationbuilder_id, first_name, last_name, mobile_number, mobile_opt_in, tag_list ("comma separated, any
 * tags here will be added to a person"; other data belongs in tags). Values of email_opt_in are Y and N;
 * for mobile_opt_in the stored copies of these pages break off before they say so, and it is taken to be
 * the same.
 *
 * Action Network. "File formats for list uploads" (help.actionnetwork.org, article 203112959): heads may
 * have any name and are matched when the file is uploaded; every further column becomes a custom field.
 * "Uploading a new email or mobile list" (article 203112989): people are matched by email address and
 * mobile number, or by their unique ID. No page names the heads that match by themselves, so these are the
 * API's names ("People", actionnetwork.org/docs/v2/people) and can2_phone, as its reports name the mobile
 * number. Opt-outs: the uploader ticks that activists in the file are unsubscribed ("Unsubscribing,
 * resubscribing, and deleting activists via upload", article 203113019); mobile_status is for people to
 * read.
 */
export const SYSTEMS: Readonly<Record<SystemName, SystemFacts>> = {
  'ngp-van': {
    name: 'NGP VAN',
    ids: words`vanid voterfilevanid myvotersvanid votervanid myvoterid mycampaignid mycampaignvanid`,
    idFits: /^\d{1,12}$/,
    needsId: true,
    marks: null,
    optedOut: 'Opt-Out',
    results: [
      { head: 'VAN ID', cell: 'id' },
      { head: 'Date Contacted', cell: 'day' },
      { head: 'Phone Number', cell: 'nationalNumber' },
      { head: 'Canvass Result', cell: 'result' },
      { head: '', cell: 'answers' },
    ],
    optOuts: [
      { head: 'VAN ID', cell: 'id' },
      { head: 'First Name', cell: 'firstName' },
      { head: 'Last Name', cell: 'lastName' },
      { head: 'Phone Number', cell: 'nationalNumber' },
      { head: 'SMS Opt-In Status', cell: 'optedOut' },
    ],
  },
  nationbuilder: {
    name: 'NationBuilder',
    ids: words`nationbuilderid nationbuildersignupid`,
    idFits: /^\d{1,12}$/,
    needsId: false,
    marks: null,
    optedOut: 'N',
    results: [
      { head: 'nationbuilder_id', cell: 'id' },
      { head: 'first_name', cell: 'firstName' },
      { head: 'last_name', cell: 'lastName' },
      { head: 'mobile_number', cell: 'number' },
      { head: 'mobile_opt_in', cell: 'optedOut' },
      { head: 'tag_list', cell: 'tags' },
    ],
    optOuts: [
      { head: 'nationbuilder_id', cell: 'id' },
      { head: 'first_name', cell: 'firstName' },
      { head: 'last_name', cell: 'lastName' },
      { head: 'mobile_number', cell: 'number' },
      { head: 'mobile_opt_in', cell: 'optedOut' },
    ],
  },
  'action-network': {
    name: 'Action Network',
    ids: words`actionnetworkid can2userid uuid uniqueid`,
    idFits: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
    needsId: false,
    // can2_phone, can2_user_tags, can2_subscription_status and more.
    marks: /^can2/,
    optedOut: 'unsubscribed',
    results: [
      { head: 'unique_id', cell: 'id' },
      { head: 'first_name', cell: 'firstName' },
      { head: 'last_name', cell: 'lastName' },
      { head: 'can2_phone', cell: 'number' },
      { head: '', cell: 'answers' },
    ],
    optOuts: [
      { head: 'unique_id', cell: 'id' },
      { head: 'first_name', cell: 'firstName' },
      { head: 'last_name', cell: 'lastName' },
      { head: 'can2_phone', cell: 'number' },
      { head: 'mobile_status', cell: 'optedOut' },
    ],
  },
};

/** Names that other systems use as well, which alone prove nothing. */
const COMMON = new Set(['uuid', 'uniqueid']);

/** The system that a file was exported from, by the names of its columns; null: none that is known. */
export function systemOf(headers: readonly string[]): SystemName | null {
  const keys = headers.map(fieldKey);
  const found = SystemName.options.find((name) => {
    const { ids, marks } = SYSTEMS[name];
    return keys.some((key) => (ids.includes(key) && !COMMON.has(key)) || marks?.test(key));
  });
  return found ?? null;
}

/** The id as a file for the system may have it; null where it cannot be one of its ids. */
export function idFor(system: SystemName, externalId: string): string | null {
  const id = externalId.trim().replace(/^action_network:/i, '');
  return SYSTEMS[system].idFits.test(id) ? id : null;
}

import type { OptOutCause, PersonalCause } from '../../../schema/causes.ts';

/**
 * The words of a cause: its name; a line of its own without a full stop; what follows the tag "Opted out";
 * and its mark in lists, short and in full.
 */
type Words = {
  readonly name: string;
  readonly line: string;
  readonly how: string;
  readonly mark: { readonly text: string; readonly title: string };
};
/** The line and what follows the tag, where the person is known. */
type WordsBy = { readonly lineBy: string; readonly howBy: string };

export const causes = {
  'auto-keyword': {
    name: 'Keyword reply',
    line: 'Opted out by the contact',
    how: 'by the contact',
    mark: { text: 'auto', title: 'Opted out automatically: the reply was a keyword' },
  },
  'provider-signal': {
    name: 'Reported by the provider',
    line: 'Opted out by the contact, as the provider reported',
    how: 'by the contact, as the provider reported',
    mark: { text: 'auto', title: 'Opted out automatically: the provider reported it' },
  },
  'provider-refused': {
    name: 'Provider refused',
    line: 'Opted out because the provider refused a message',
    how: 'because the provider refused a message',
    mark: { text: 'provider refused', title: 'Opted out automatically: the provider refused a message' },
  },
  'carrier-refused': {
    name: 'Carrier refused',
    line: 'Opted out because the carrier refused a message',
    how: 'because the carrier refused a message',
    mark: { text: 'carrier refused', title: 'Opted out automatically: the carrier refused a message' },
  },
  manual: {
    name: 'By hand',
    line: 'Opted out by hand',
    lineBy: 'Opted out by {{by}}',
    how: 'by hand',
    howBy: 'by {{by}}',
    mark: { text: 'by hand', title: 'Opted out by a person' },
  },
  import: {
    name: 'Import',
    line: 'Opted out by an imported list',
    how: 'by an imported list',
    mark: { text: 'import', title: 'Opted out by an imported list' },
  },
  review: {
    name: 'Review',
    line: 'Opted out, because nobody decided in time what the contact meant',
    lineBy: 'Opted out in review by {{by}}',
    how: 'because nobody decided in time what the contact meant',
    howBy: 'in review by {{by}}',
    mark: { text: 'by review', title: 'Opted out in a review' },
  },
} satisfies Readonly<Record<OptOutCause, Words> & Record<PersonalCause, WordsBy>>;

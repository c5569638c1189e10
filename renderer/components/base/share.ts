import { number, numberFormat } from '../../language/formats.ts';

const percent = numberFormat({ style: 'percent', maximumFractionDigits: 1 });

/** A share in percent, 0 to 100; 0 of nothing is 0. */
export const share = (part: number, of: number): number => (of === 0 ? 0 : (part / of) * 100);

/** 3.4%, or 3,4 % where the reader's language writes it so. A dash where the whole is nothing. */
export const shareText = (part: number, of: number): string => (of === 0 ? '–' : percent(part / of));

/** The values of a text that says a figure. */
export const figureValues = (part: number, of: number) => ({
  part: number(part),
  of: number(of),
  share: shareText(part, of),
});

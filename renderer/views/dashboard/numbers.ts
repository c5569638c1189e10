import type { dashboard } from '../../../shared/locales/en/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { number, numberFormat } from '../../language/formats.ts';

/** What figures count, each with what it is of. */
export type FigureName = keyof typeof dashboard.figure;
/** What the bars of a chart are of. */
export type OfWhat = keyof typeof dashboard.of;

const percent = numberFormat({ maximumFractionDigits: 1, minimumFractionDigits: 1 });

export const count = number;

/** A share in percent, 0 to 100; 0 of nothing is 0. */
export const share = (part: number, of: number): number => (of === 0 ? 0 : (part / of) * 100);

/** 3.4 %. A line where there is nothing to have a share of. */
export const shareText = (part: number, of: number): string =>
  of === 0 ? '–' : `${percent(share(part, of))}\u00a0%`;

/** The values of a text that says a figure. */
export const figureValues = (part: number, of: number) => ({
  part: count(part),
  of: count(of),
  share: shareText(part, of),
});

/** 41 of 1,204 contacts texted · 3.4 %: no figure without its denominator. */
export const figureText = (part: number, of: number, name: FigureName): string =>
  t(`dashboard:figure.${name}`, figureValues(part, of));

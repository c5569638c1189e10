import type { dashboard } from '../../../shared/locales/en/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { figureValues } from '../../components/base/share.ts';
import { number } from '../../language/formats.ts';

/** What figures count, each with its denominator. */
export type FigureName = keyof typeof dashboard.figure;
/** The denominators of a chart's bars. */
export type OfWhat = keyof typeof dashboard.of;

export const count = number;

/** 41 of 1,204 contacts texted · 3.4 %: no figure without its denominator. */
export const figureText = (part: number, of: number, name: FigureName): string =>
  t(`dashboard:figure.${name}`, figureValues(part, of));

const whole = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

export const count = (value: number): string => whole.format(value);

/** A share in percent, 0 to 100; 0 of nothing is 0. */
export const share = (part: number, of: number): number => (of === 0 ? 0 : (part / of) * 100);

/** 3.4 %. A line where there is nothing to have a share of. */
export const shareText = (part: number, of: number): string =>
  of === 0 ? '–' : `${percent.format(share(part, of))}\u00a0%`;

/** 41 of 1,204 contacts texted · 3.4 %: no figure without its denominator. */
export const figureText = (part: number, of: number, what: string): string =>
  `${count(part)} of ${count(of)} ${what} · ${shareText(part, of)}`;

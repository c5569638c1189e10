/**
 * Lengths of the cells in which first texts are counted; milliseconds. Days of any zone begin at a quarter of
 * an hour of UTC, so their figures are sums of quarters; whole days of UTC within a long period are added up
 * as such.
 */
export const QUARTER = 900_000;
export const DAY = 86_400_000;

/** The lengths as rows, so that one statement writes a cell of each. */
export const CELLS = `(SELECT ${QUARTER} AS step UNION ALL SELECT ${DAY})`;

/** Whether any of these columns changes with an update. */
export const differ = (...columns: string[]) =>
  `(${columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')})`;

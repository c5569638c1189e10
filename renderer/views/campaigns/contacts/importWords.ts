import { type ImportResult, OUTCOMES, Outcome } from '../../../../shared/contract/lists/importOutcomes.ts';
import { t } from '../../../../shared/text/say.ts';

/** Rows of a file, or people who come from a campaign or a saved list and so are in no file. */
export type Counted = 'rows' | 'people';

export type ResultLine = {
  readonly key: Outcome;
  readonly tone: string;
  readonly value: number;
  readonly label: string;
  readonly explains: string;
};

/** Every row of the file is in exactly one of these lines. */
export function resultLines(result: ImportResult, regionName: string): readonly ResultLine[] {
  return Outcome.options
    .filter((key) => result[key] > 0 || OUTCOMES[key].always)
    .map((key) => ({
      key,
      tone: OUTCOMES[key].tone,
      value: result[key],
      label: t(`contacts:report.line.${key}`),
      explains: t(`contacts:report.explains.${key}`, { region: regionName }),
    }));
}

/** Rows that the list of refused rows has. */
export function refusedRows(result: ImportResult): number {
  return result.rows - result.imported - result.alreadyOptedOut + result.toCheck;
}

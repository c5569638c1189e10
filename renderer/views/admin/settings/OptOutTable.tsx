import type { Profile } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { Tag } from '../../../components/Tag.tsx';
import { WideTable } from '../parts/WideTable.tsx';
import { OPT_OUT_ROWS } from './optOutRows.ts';
import optOuts from './optOuts.module.css';
import styles from './settings.module.css';
import table from './table.module.css';

type Props = {
  readonly inForce: boolean;
  /** What would be in force after the switch; null while nobody is about to switch. */
  readonly considered: boolean | null;
};

const PROFILES: readonly Profile[] = ['provider-1', 'provider-2'];

/** What a keyword reply leads to: the row in force is lit for each profile, the row to come is outlined. */
export function OptOutTable({ inForce, considered }: Props) {
  return (
    <WideTable label="What a keyword reply leads to">
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Automatic opt-outs</th>
            <th scope="col">When someone replies STOP</th>
            <th scope="col">Opted out by</th>
            <th scope="col">Delivery blocked</th>
            <th scope="col">They are answered by</th>
            <th scope="col">Must a person act?</th>
          </tr>
        </thead>
        {PROFILES.map((profile) => (
          <tbody key={profile}>
            <tr className={table.groupRow}>
              <th scope="rowgroup" colSpan={6}>
                {t(`words:profile.${profile}`)}{' '}
                <span className={styles.soft}>{t(`words:profileRegions.${profile}`)}</span>
              </th>
            </tr>
            {OPT_OUT_ROWS.filter((row) => row.profile === profile).map((row) => {
              const lit = row.autoOptOut === inForce;
              const next = considered !== null && considered !== inForce && row.autoOptOut === considered;
              return (
                <tr
                  key={String(row.autoOptOut)}
                  data-lit={lit}
                  data-next={next}
                  aria-current={lit ? 'true' : undefined}
                >
                  <th scope="row">
                    {row.autoOptOut ? 'On' : 'Off'} {lit ? <Tag tone="brand">in force</Tag> : null}
                    {next ? <Tag tone="hold">would be</Tag> : null}
                  </th>
                  <td>{row.happens}</td>
                  <td>{row.optedOutBy}</td>
                  <td>{row.blocked}</td>
                  <td>{row.textBy}</td>
                  <td>{row.personActs ? <b className={optOuts.acts}>Yes</b> : 'No'}</td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </WideTable>
  );
}

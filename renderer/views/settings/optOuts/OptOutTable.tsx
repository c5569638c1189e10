import { profileName } from '../../../../shared/providers/words.ts';
import { Profile } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { Tag } from '../../../components/base/Tag.tsx';
import table from '../../../components/base/table.module.css';
import { WideTable } from '../../../components/base/WideTable.tsx';
import { OPT_OUT_ROWS } from './optOutRows.ts';
import optOuts from './optOuts.module.css';

type Props = {
  readonly inForce: boolean;
  /** What would be in force after switching; null while nobody is about to. */
  readonly considered: boolean | null;
};

/** What follows a keyword: the row in force is highlighted for each profile, the next one outlined. */
export function OptOutTable({ inForce, considered }: Props) {
  return (
    <WideTable label={t('settings:rows.label')}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('settings:optOuts.title')}</th>
            <th scope="col">{t('settings:rows.happens')}</th>
            <th scope="col">{t('settings:rows.optedOutBy')}</th>
            <th scope="col">{t('settings:rows.blocked')}</th>
            <th scope="col">{t('settings:rows.textBy')}</th>
            <th scope="col">{t('settings:rows.personActs')}</th>
          </tr>
        </thead>
        {Profile.options.map((profile) => (
          <tbody key={profile}>
            <tr className={table.groupRow}>
              <th scope="rowgroup" colSpan={6}>
                {profileName(profile)}
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
                    {t(row.autoOptOut ? 'settings:rows.on' : 'settings:rows.off')}{' '}
                    {lit ? <Tag tone="brand">{t('settings:rows.inForce')}</Tag> : null}
                    {next ? <Tag tone="hold">{t('settings:rows.wouldBe')}</Tag> : null}
                  </th>
                  <td>{t(row.happens)}</td>
                  <td>{t(row.optedOutBy)}</td>
                  <td>{t(row.blocked)}</td>
                  <td>{t(row.textBy)}</td>
                  <td>
                    {row.personActs ? (
                      <b className={optOuts.acts}>{t('settings:rows.yes')}</b>
                    ) : (
                      t('settings:rows.no')
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </WideTable>
  );
}

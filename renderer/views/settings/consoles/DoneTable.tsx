import { DoneSubject, type TimeApart } from '../../../../shared/contract/consoles/together.ts';
import { t } from '../../../../shared/text/say.ts';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { number } from '../../../language/formats.ts';
import settings from '../settings.module.css';
import { consoleWord } from './togetherWords.ts';

const count = (of: number | undefined) =>
  of === undefined ? (
    <span className={settings.soft}>{t('consoles:together.table.nothing')}</span>
  ) : (
    number(of)
  );

/** How much was done on which side. */
export function DoneTable({ of }: { readonly of: TimeApart }) {
  const { there, elsewhere } = of;
  return (
    <ListTable
      label={t('consoles:together.doneTable.label')}
      columns={[
        t('consoles:together.doneTable.what'),
        consoleWord(of.console),
        t('consoles:together.doneTable.others'),
      ]}
    >
      {DoneSubject.options
        .filter((subject) => there[subject] !== undefined || elsewhere[subject] !== undefined)
        .map((subject) => (
          <tr key={subject}>
            <th scope="row">{t(`consoles:together.done.${subject}`)}</th>
            <td>{count(there[subject])}</td>
            <td>{count(elsewhere[subject])}</td>
          </tr>
        ))}
    </ListTable>
  );
}

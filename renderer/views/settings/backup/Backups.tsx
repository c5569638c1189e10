import { useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { BackupList } from './BackupList.tsx';
import { CheckPart } from './CheckPart.tsx';
import { ExportPart } from './ExportPart.tsx';
import { HaltNotice } from './HaltNotice.tsx';
import { ImportPart } from './ImportPart.tsx';
import { PlanPart } from './PlanPart.tsx';

/** Back-ups, whether the record is intact, and moving to another computer. */
export function Backups() {
  const state = useQuery(api.backup.state.queryOptions());
  // A later error must not remove what somebody is typing here.
  if (!state.data) {
    if (state.error) return <ErrorNotice title={t('backup:screen.failed')} error={state.error} />;
    return <LoadingLines />;
  }
  return (
    <>
      <HaltNotice state={state.data} />
      <BackupList state={state.data} />
      <CheckPart state={state.data} />
      <PlanPart key={JSON.stringify(state.data.plan)} state={state.data} />
      <ExportPart busy={state.data.underWay !== null} />
      <ImportPart busy={state.data.underWay !== null} />
    </>
  );
}

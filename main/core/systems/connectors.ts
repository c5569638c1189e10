import type { ConnectedSystem } from '../../../shared/systems/systems.ts';
import { keep } from '../../../shared/text/stored.ts';
import type { Core } from '../store/context.ts';
import { type Ask, createAsk } from '../webhooksOut/request.ts';
import { type EndpointRow, settingsOf } from '../webhooksOut/rows.ts';
import { actionNetwork } from './actionNetwork.ts';
import { type Connector, type ConnectorConfig, SystemProblem } from './connector.ts';
import { van } from './van.ts';

/** Milliseconds for the whole of one request, answer included. */
const TIMEOUT = 30_000;

const MAKE: Readonly<Record<ConnectedSystem, (config: ConnectorConfig, ask: Ask) => Connector>> = {
  'action-network': actionNetwork,
  'ngp-van': van,
};

/** The name of a system's key behind the secret port. */
export const systemKeyName = (id: string) => `system/${id}/key`;

/**
 * The connector of a system as it is set up now. @throws SystemProblem where its key is not in the key store
 */
export async function connectorOf(
  core: Pick<Core, 'secrets'>,
  row: EndpointRow,
  ask: Ask = createAsk(TIMEOUT),
): Promise<Connector> {
  const key = await core.secrets.get(systemKeyName(row.id));
  if (key === null || row.kind === 'webhook') throw new SystemProblem(keep('systems:problem.noKey'));
  const { userName, mode, exportType } = settingsOf(row);
  return MAKE[row.kind]({ baseUrl: row.url, key, userName, mode, exportType }, ask);
}

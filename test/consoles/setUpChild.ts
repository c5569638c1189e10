import { LogAddress } from '../../main/core/consoles/log/address.ts';
import { setUp } from '../../main/core/consoles/log/setUp.ts';
import { firstOf } from './firstOf.ts';

/** Sets up the log at the address given as JSON, with the organisation named behind it. */
const [address = '', organisation = ''] = process.argv.slice(2);
await setUp(LogAddress.parse(JSON.parse(address)), firstOf(organisation));

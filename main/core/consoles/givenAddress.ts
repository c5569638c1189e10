import { keep } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import { LogAddress } from './log/address.ts';

const PORT = 5432;

/**
 * The address of a database as its owner gives it: postgresql://account:password@host:port/database. Further
 * parameters are refused but `sslmode`, which counts for nothing: the line is always checked.
 * @throws KeptError saying what is wrong
 */
export function givenAddress(text: string, ca: string): LogAddress {
  const wrong = () => new KeptError(keep('consoles:refused.address'));
  if (!/^postgres(ql)?:\/\//i.test(text) || !URL.canParse(text)) throw wrong();
  const { username, password, hostname, port, pathname, searchParams, hash } = new URL(text);
  const others = [...searchParams.keys()].filter((name) => name !== 'sslmode');
  if (hash !== '' || others.length > 0) throw wrong();
  try {
    return LogAddress.parse({
      host: decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? PORT : Number(port),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: decodeURIComponent(pathname.slice(1)),
      ca: ca.trim() === '' ? null : ca,
    });
  } catch (error) {
    throw new KeptError(keep('consoles:refused.address'), { cause: error });
  }
}

import ipaddr from 'ipaddr.js';
import type { DeskSettings } from '../../../shared/contract/desks.ts';
import { t } from '../../../shared/text/say.ts';
import { keep } from '../../../shared/text/stored.ts';
import { InputError, KeptError } from '../base/errors.ts';
import type { DeskTls, Secrets } from '../base/ports.ts';
import { checkCertificate } from './certificate.ts';
import { heedCertificate } from './heedCertificate.ts';
import { readOwnCertificate } from './ownCertificate.ts';

/** Whether an address never leaves the computer. */
const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

/** The public address as browsers send it; null where it is none that desks can open. */
export function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, origin, pathname, search, hash, username, password } = new URL(url);
  const bare = pathname === '/' && search === '' && hash === '' && username === '' && password === '';
  return protocol === 'https:' && bare ? origin : null;
}

const hasFiles = ({ certFile, keyFile }: DeskSettings) => certFile !== '' && keyFile !== '';

/** Checks what was typed, field by field, before anything is opened. @throws InputError */
export function checkSettings(settings: DeskSettings): void {
  if (!settings.on) return;
  const { way, url, certFile, keyFile, proxy } = settings;
  const issues = [
    ...(originOf(url) === null ? [{ path: ['url'], message: t('desks:form.url') }] : []),
    ...(way === 'own-certificate' && certFile === ''
      ? [{ path: ['certFile'], message: t('desks:form.file') }]
      : []),
    ...(way === 'own-certificate' && keyFile === ''
      ? [{ path: ['keyFile'], message: t('desks:form.file') }]
      : []),
    ...(way === 'proxy' && !ipaddr.isValid(proxy)
      ? [{ path: ['proxy'], message: t('desks:form.proxy') }]
      : []),
  ];
  if (issues.length > 0) throw new InputError(issues);
}

/**
 * The certificate that the listener needs; null: none, since the proxy calls from this very computer. A proxy
 * elsewhere is spoken to encrypted: with the organisation's certificate where there is one, else with Heed's.
 * `inUse`: what the listener has by the same settings; null: it is not open.
 * @throws KeptError saying what is wrong with it
 */
export async function tlsFor(
  settings: DeskSettings,
  secrets: Secrets,
  now: number,
  inUse: DeskTls | null,
): Promise<DeskTls | null> {
  const { way, proxy } = settings;
  const origin = originOf(settings.url);
  if (origin === null) throw new KeptError(keep('desks:form.url'));
  if (way === 'proxy' && isLoopback(proxy)) return null;
  if (way === 'heed-certificate' || (way === 'proxy' && !hasFiles(settings)))
    return heedCertificate(secrets, origin, now, inUse);
  const tls = await readOwnCertificate(settings);
  checkCertificate(tls, origin, now);
  return tls;
}

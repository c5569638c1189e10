import { createPublicKey, verify } from 'node:crypto';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import {
  Provider,
  type ProviderRuntimeOptions,
  parseUpdateInfo,
  resolveFiles,
} from 'electron-updater/out/providers/Provider.js';
import { z } from 'zod';

/**
 * Where a packed Heed looks for releases, and the key that they are signed with (main/package.mjs). Plain
 * HTTP is for tests on this computer.
 */
export const UpdateSource = z.object({
  url: z.url({ protocol: /^https?$/ }).refine((url) => /^https:|^http:\/\/127\.0\.0\.1:/.test(url)),
  /** The public key: Ed25519, as SPKI in DER, in base64. */
  key: z.base64().max(200),
});
export type UpdateSource = z.infer<typeof UpdateSource>;

/** A release that was not made with our key, or was changed on its way. */
class UnsignedUpdate extends Error {
  override readonly name = 'UnsignedUpdate';
}

/** Whether `signature` (base64) is that of `text` by the key; false for a malformed one. */
export function isSigned(text: string, signature: string, key: string): boolean {
  try {
    const spki = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), spki, Buffer.from(signature.trim(), 'base64'));
  } catch {
    return false;
  }
}

/**
 * electron-updater's generic provider, which also checks a signature over the channel file, such as
 * latest-linux.yml.sig. The channel file has the SHA-512 of each installer, which electron-updater checks,
 * so the signature covers them too. Without it, whoever can write to the server of the releases would be
 * trusted. electron-updater would also send a number that identifies the computer; we send none.
 */
export class SignedProvider extends Provider<UpdateInfo> {
  readonly #source: UpdateSource;
  constructor(source: object, _updater: AppUpdater, runtime: ProviderRuntimeOptions) {
    super(runtime);
    this.#source = UpdateSource.parse(source);
  }
  override setRequestHeaders(): void {
    super.setRequestHeaders(null);
  }
  #base(): URL {
    const { url } = this.#source;
    return new URL(url.endsWith('/') ? url : `${url}/`);
  }
  override async getLatestVersion(): Promise<UpdateInfo> {
    const name = `${this.getDefaultChannelName()}.yml`;
    const address = new URL(name, this.#base());
    const text = (await this.httpRequest(address)) ?? '';
    const signature = (await this.httpRequest(new URL(`${name}.sig`, this.#base()))) ?? '';
    if (!isSigned(text, signature, this.#source.key)) throw new UnsignedUpdate('The release is not signed.');
    return parseUpdateInfo(text, name, address);
  }
  override resolveFiles(info: UpdateInfo): ReturnType<typeof resolveFiles> {
    return resolveFiles(info, this.#base());
  }
}

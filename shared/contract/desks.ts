import { z } from 'zod';
import { says } from '../text/says.ts';
import { admins, Time } from './base/procedure.ts';

const tags = ['Desks'];

/**
 * What proves to a desk that it speaks to this console, and keeps others from reading along: a certificate of
 * the organisation's own, a reverse proxy with its certificate, or a certificate that Heed makes.
 */
export const DeskWay = z.enum(['own-certificate', 'proxy', 'heed-certificate']);
export type DeskWay = z.infer<typeof DeskWay>;

const FileName = z.string().trim().max(1000);

export const DeskSettings = z.object({
  on: z.boolean(),
  way: DeskWay,
  port: z.number().int().min(1, says('desks:form.port')).max(65_535, says('desks:form.port')),
  url: z
    .string()
    .trim()
    .max(300)
    .describe('The address that desks open: https and a name, nothing behind it'),
  certFile: FileName.describe('PEM, with the certificates between yours and the root; for your own'),
  keyFile: FileName.describe('PEM, without a passphrase; for your own'),
  proxy: z.string().trim().max(60).describe('The network address from which the reverse proxy calls'),
});
export type DeskSettings = z.infer<typeof DeskSettings>;

/** The same as the flags of a run give it. */
export const DeskFlags = DeskSettings.omit({ on: true });
export type DeskFlags = z.infer<typeof DeskFlags>;

/** The certificate in use. */
const DeskCertificate = z.object({
  names: z.array(z.string()),
  from: Time,
  until: Time,
  fingerprint: z.string().describe('SHA-256 of the certificate, as browsers show it'),
  pin: z.string().describe('SHA-256 of its public key, in the same form; it stays when Heed renews its own'),
});
export type DeskCertificate = z.infer<typeof DeskCertificate>;

export const DesksState = z.object({
  settings: DeskSettings,
  given: z.boolean().describe('By the flags of this run, so that they cannot be changed here'),
  able: z.boolean().describe('Whether this program can serve desks'),
  listening: z.boolean(),
  problem: z
    .string()
    .describe(
      'Why desks cannot come in, or why a changed certificate was not taken; empty: nothing is wrong',
    ),
  certificate: DeskCertificate.nullable(),
  suggestions: z.array(z.string()).describe('Addresses of this computer on its network, for `url`'),
});
export type DesksState = z.infer<typeof DesksState>;

export const desks = {
  state: admins
    .route({ method: 'GET', path: '/desks', tags, summary: 'How other computers reach this console' })
    .output(DesksState),
  change: admins
    .route({
      method: 'PUT',
      path: '/desks',
      tags,
      summary: 'Let other computers in, or not; nothing is kept where it does not work',
    })
    .input(DeskSettings)
    .output(DesksState),
};

import { networkInterfaces } from 'node:os';
import type { DeskSettings, DesksState } from '../../../shared/contract/desks.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, type Stored, said, written } from '../../../shared/text/stored.ts';
import { CoreError, codeOf, KeptError } from '../base/errors.ts';
import { createInTurn } from '../base/inTurn.ts';
import type { DeskTls, OpenDoor } from '../base/ports.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { aboutCertificate } from './certificate.ts';
import { checkSettings, originOf, tlsFor } from './door.ts';
import { OFF, readDeskSettings, writeDeskSettings } from './settingsFile.ts';

/** Milliseconds between two looks: whether a closed port can be had now, whether a certificate changed. */
const LOOK_EVERY = 3000;

export type Desks = {
  /** The store is open: lets desks in, if they are to be. Again for the same store after a new key. */
  begin(core: Core): Promise<void>;
  /** The store was closed. */
  end(): Promise<void>;
  state(): Promise<DesksState>;
  /** Nothing is kept where it does not work. @throws InputError, CoreError */
  change(core: Core, actorId: string, settings: DeskSettings): Promise<DesksState>;
};

type Open = { readonly settings: DeskSettings; readonly door: OpenDoor; tls: DeskTls | null };

const differs = (a: DeskTls | null, b: DeskTls | null) => a?.cert !== b?.cert || a?.key !== b?.key;
/** Why it did not work, as a stored sentence. A fault here must not keep the store from being opened. */
const reason = (error: unknown): Stored =>
  error instanceof KeptError
    ? error.kept
    : keep('desks:refused.fault', { code: written(codeOf(error) || String(error)) });

/** https and each address under which others on the network may reach this computer. */
function suggestions(port: number): string[] {
  const found = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return found
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => `https://${address}:${port}`);
}

/** Keeps the listener for desks as the settings of the open store, or the flags of this run, say. */
export function createDesks(): Desks {
  let core: Core | null = null;
  let open: Open | null = null;
  let problem: Stored | null = null;
  let timer: NodeJS.Timeout | undefined;
  // One change at a time, with the looks between them.
  const inTurn = createInTurn();

  const wanted = (of: Core): DeskSettings => {
    const given = of.ports.desks?.given;
    return given ? { on: true, ...given } : readDeskSettings(of.storeDir);
  };
  const shut = async () => {
    const was = open;
    open = null;
    await was?.door.close();
  };
  /** Opens the door. @throws KeptError saying what to do */
  const openDoor = async (of: Core, settings: DeskSettings): Promise<void> => {
    const port = of.ports.desks;
    const origin = originOf(settings.url);
    if (port === undefined || origin === null) throw new KeptError(keep('desks:form.url'));
    const tls = await tlsFor(settings, of.secrets, of.ports.clock.now(), null);
    const proxy = settings.way === 'proxy' ? settings.proxy : null;
    open = { settings, door: await port.open({ port: settings.port, origin, tls, proxy }), tls };
    problem = null;
    of.ports.log.info('desks-open', { port: settings.port, way: settings.way });
  };
  const failed = (of: Core, error: unknown) => {
    problem = reason(error);
    of.ports.log.warn('desks-trouble');
  };
  /** A port that could not be had is tried again; a changed or renewed certificate is taken. */
  const look = async () => {
    const of = core;
    if (of === null || of.ports.desks === undefined) return;
    const settings = open?.settings ?? wanted(of);
    if (!settings.on) return;
    try {
      if (open === null) return await openDoor(of, settings);
      const tls = await tlsFor(settings, of.secrets, of.ports.clock.now(), open.tls);
      if (tls !== null && differs(tls, open.tls)) {
        open.door.renew(tls);
        open.tls = tls;
        of.ports.log.info('desks-certificate');
      }
      problem = null;
    } catch (error) {
      // The certificate from before stays in use.
      failed(of, error);
    }
  };

  const state = async (): Promise<DesksState> => {
    await inTurn(look);
    const given = core?.ports.desks?.given ?? null;
    const settings = core === null ? OFF : wanted(core);
    return {
      settings,
      given: given !== null,
      able: core?.ports.desks !== undefined,
      listening: open !== null,
      problem:
        problem === null
          ? ''
          : open === null
            ? said(problem)
            : t('desks:certificate.kept', { why: said(problem) }),
      certificate: open?.tls ? aboutCertificate(open.tls.cert) : null,
      suggestions: suggestions(settings.port),
    };
  };

  return {
    begin: (now) =>
      inTurn(async () => {
        core = now;
        clearInterval(timer);
        timer = setInterval(() => void inTurn(look).catch(() => undefined), LOOK_EVERY);
        timer.unref();
        await look();
      }),
    end: () =>
      inTurn(async () => {
        clearInterval(timer);
        core = null;
        problem = null;
        await shut();
      }),
    state,
    change: async (of, actorId, settings) => {
      if (of.ports.desks === undefined) throw new CoreError('CONFLICT', t('desks:refused.unable'));
      if (of.ports.desks.given !== null) throw new CoreError('CONFLICT', t('desks:refused.given'));
      checkSettings(settings);
      await inTurn(async () => {
        const before = open;
        await shut();
        problem = null;
        try {
          if (settings.on) await openDoor(of, settings);
          of.write((tx) => {
            const { on, way, port, url } = settings;
            append(of, tx, { kind: 'desks-changed', actorId, payload: on ? { on, way, port, url } : { on } });
          });
          writeDeskSettings(of.storeDir, settings);
        } catch (error) {
          await shut();
          if (before !== null)
            await openDoor(of, before.settings).catch((again: unknown) => failed(of, again));
          throw error;
        }
      });
      return state();
    },
  };
}

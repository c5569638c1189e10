import { implement } from '@orpc/server';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import type { Place } from '../../../shared/contract/base/procedure.ts';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import { placeOf, type RpcContext } from '../access/context.ts';
import { access, memberOf, signedIn, translated } from '../access/middleware.ts';
import { endSession, needsSecondFactor } from '../access/sessions.ts';
import { changePassword, confirm, enrol, renew, turnOff } from '../accounts/again.ts';
import { notProven, proven } from '../accounts/proven.ts';
import { secondFactorState } from '../accounts/secondFactor.ts';
import { signIn } from '../accounts/signIn.ts';
import { demoAccounts } from '../base/demoAccounts.ts';
import { CoreError } from '../base/errors.ts';
import { KeyStoreError } from '../base/ports.ts';
import { readSettings } from '../settings/settings.ts';
import { StoreError } from '../store/types.ts';
import type { ConsoleService } from './console.ts';
import { TooManyTries } from './unlockTries.ts';

const os = implement(contract.session).$context<RpcContext<ConsoleService>>().use(translated).use(access);

const OK = { ok: true } as const;

/** A desk learns that the console rests, and nothing of its disk or key. */
function problemAt(place: Place, services: ConsoleService): SessionState['problem'] {
  const problem = services.problem();
  if (place === 'console' || problem === null) return problem;
  const { passing } = problem;
  const message = t(passing ? 'desks:refused.resting' : 'desks:refused.closed');
  return { message, remedy: t('desks:refused.askConsole'), ...(passing ? { passing } : {}) };
}

export const session = os.router({
  state: os.state.handler(({ context }) => {
    const { services } = context;
    const core = services.core();
    const phase = services.phase();
    const place = placeOf(context.caller);
    // The screen asks after every change by itself, so this is no sign of a person at work.
    const member = memberOf(context, false);
    const me = member?.me ?? null;
    const settings = core ? readSettings(core.db) : null;
    return {
      phase: phase !== 'open' ? phase : me ? 'signed-in' : 'sign-in',
      place,
      problem: problemAt(place, services),
      keyStore: place === 'desk' ? 'system' : services.ports.keyStore.kind,
      passphraseGiven: place === 'console' && (services.ports.keyStore.given ?? false),
      demo: core?.demo ?? false,
      organisation: settings?.organisation ?? '',
      me,
      duty: member?.duty ?? null,
      viewing: member?.viewing ?? null,
      demoAccounts: core?.demo ? [...demoAccounts] : [],
      idleLockMinutes: settings?.idleLockMinutes ?? 15,
      autoOptOut: settings && me && me.role !== 'texter' ? settings.autoOptOut : null,
    };
  }),

  signIn: os.signIn.handler(async ({ context, input, errors }) => {
    const core = context.services.core();
    if (!core) throw errors.UNAVAILABLE();
    const result = await signIn(core, context.caller, input);
    if (!result.ok) {
      if (result.why === 'code-needed')
        throw errors.SECOND_FACTOR({ message: t('accounts:signIn.codeNeeded') });
      throw notProven(core.ports.clock.now(), result, t('core:session.wrong'), 'UNAUTHORIZED');
    }
    if (context.caller.kind === 'window')
      context.services.sessions.bindWindow(context.caller.windowId, result.token);
    // A page has no use for what its browser keeps from it.
    const token = context.caller.kind === 'desk' ? '' : result.token;
    return { me: result.me, token, recovered: result.recovered };
  }),

  signOut: os.signOut.use(signedIn).handler(({ context }) => {
    context.core.write((tx) => endSession(tx, context.token));
    if (context.caller.kind === 'window') context.services.sessions.forgetWindow(context.caller.windowId);
    return OK;
  }),

  changePassword: os.changePassword.use(signedIn).handler(async ({ context, input }) => {
    // A caller with a token signs in again; a window stays signed in.
    const { caller } = context;
    const change = { ...input, goOn: caller.kind === 'bearer' ? null : caller };
    const { token } = proven(context.core, await changePassword(context.core, context.me.id, change));
    if (caller.kind === 'window' && token !== null)
      context.services.sessions.bindWindow(caller.windowId, token);
    return OK;
  }),

  secondFactor: {
    state: os.secondFactor.state.use(signedIn).handler(({ context: { core, me, place } }) => {
      const state = secondFactorState(core, me);
      return { ...state, demanded: state.demanded || needsSecondFactor(place, me.role) };
    }),

    begin: os.secondFactor.begin
      .use(signedIn)
      .handler(async ({ context: { core, me }, input }) =>
        proven(core, await enrol(core, me.id, input.password)),
      ),

    confirm: os.secondFactor.confirm.use(signedIn).handler(({ context: { core, me, token }, input }) => ({
      recoveryCodes: proven(core, confirm(core, me.id, token, input.code)),
    })),

    newCodes: os.secondFactor.newCodes.use(signedIn).handler(({ context: { core, me }, input }) => ({
      recoveryCodes: proven(core, renew(core, me.id, input.code)),
    })),

    turnOff: os.secondFactor.turnOff
      .use(signedIn)
      .handler(async ({ context: { core, me, place }, input }) => {
        if (secondFactorState(core, me).demanded)
          throw new CoreError('CONFLICT', t('accounts:second.demanded'));
        if (needsSecondFactor(place, me.role))
          throw new CoreError('CONFLICT', t('desks:refused.keepSecondFactor'));
        proven(core, await turnOff(core, me.id, input));
        return OK;
      }),
  },

  windowLink: os.windowLink.use(signedIn).handler(({ context }) => ({
    url: context.services.ports.newWindow() ?? '',
  })),
});

const setUp = implement(contract.setup).$context<RpcContext<ConsoleService>>().use(translated).use(access);

/** Opens a store, and turns errors that a person can repair into sentences. */
async function opening(work: Promise<void>): Promise<typeof OK> {
  try {
    await work;
    return OK;
  } catch (error) {
    if (error instanceof KeyStoreError || error instanceof StoreError) {
      throw new CoreError('INVALID', error.message, { cause: error });
    }
    throw error;
  }
}

/** Only while no store is open; otherwise any program on this computer could replace it. */
function closedOnly(context: RpcContext<ConsoleService>): void {
  if (context.services.phase() === 'open') throw new CoreError('CONFLICT', t('core:session.storeOpen'));
}

/** Opens the store, or says why it is not open. Wrong passphrases are counted. */
async function unlocked({ services }: RpcContext<ConsoleService>, passphrase: string): Promise<typeof OK> {
  if (services.phase() === 'first-run') throw new CoreError('CONFLICT', t('core:session.nothingToUnlock'));
  try {
    await opening(services.unlock(passphrase));
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error;
    const now = services.ports.clock.now();
    throw notProven(now, { ok: false, lockedUntil: error.until, why: 'password' }, '', 'UNAUTHORIZED');
  }
  if (services.phase() === 'open') return OK;
  const problem = services.problem();
  throw new CoreError(
    'CONFLICT',
    problem ? `${problem.message} ${problem.remedy}` : t('core:session.notOpen'),
  );
}

export const setup = setUp.router({
  startDemo: setUp.startDemo.handler(({ context }) => {
    closedOnly(context);
    return opening(context.services.startDemo());
  }),

  create: setUp.create.handler(({ context, input }) => {
    closedOnly(context);
    const { passphrase, ...rest } = input;
    return opening(context.services.setUp(passphrase === undefined ? rest : { ...rest, passphrase }));
  }),

  unlock: setUp.unlock.handler(({ context, input }) => {
    closedOnly(context);
    return unlocked(context, input.passphrase);
  }),

  retry: setUp.retry.handler(({ context }) => opening(context.services.retry())),

  leaveDemo: setUp.leaveDemo.handler(({ context }) => {
    if (!context.services.core()?.demo) throw new CoreError('CONFLICT', t('core:session.noDemo'));
    return opening(context.services.leaveDemo());
  }),
});

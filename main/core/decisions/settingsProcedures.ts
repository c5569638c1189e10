import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import { usualFor } from '../../../shared/providers/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import vocabulary from '../rules/data/keywords.json' with { type: 'json' };
import { decide } from '../rules/decide.ts';
import { readSettings, ruleSettings } from '../settings/settings.ts';
import { changeSettings } from './changeSettings.ts';

const os = implement(contract.settings).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const settings = os.router({
  get: os.get.handler(({ context }) => readSettings(context.core.db)),

  update: os.update.handler(({ context: { core, me }, input: { waitingStops, confirmed, ...input } }) => {
    const change: Partial<Settings> = Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    );
    return core.write((tx) => changeSettings(core, tx, me.id, change, { waitingStops, confirmed }));
  }),

  vocabulary: os.vocabulary.handler(() => ({
    version: String(vocabulary.version),
    date: vocabulary.date,
    keywords: { 'provider-1': vocabulary['provider-1'], 'provider-2': vocabulary['provider-2'] },
  })),

  tryText: os.tryText.handler(({ context: { core }, input }) => {
    const now = core.ports.clock.now();
    const { optOuts, regions } = usualFor(input.profile);
    const { decision, rule, matched } = decide(
      {
        text: input.text,
        behaviour: optOuts,
        region: regions[0],
        firstResponse: input.response === 'first',
        optedOut: false,
        providerBlocked: false,
        onHold: false,
        openActions: [],
        ourTexts: [],
        saidAt: now,
        now,
      },
      { ...ruleSettings(readSettings(core.db)), autoOptOut: input.autoOptOut },
    );
    return { decision, rule, matched };
  }),
});

import type { Warning } from '../contract/base/warning.ts';
import type { Campaign } from '../contract/campaigns.ts';
import type { Connection } from '../contract/connections.ts';
import { servesRegion } from '../providers/index.ts';
import { carriersOf } from '../providers/words.ts';
import { t } from '../text/say.ts';
import { scheduleText } from '../text/scheduleText.ts';
import type { ScriptCheck } from '../text/template.ts';

/** Sections of a campaign's page, in order: where the editor takes whoever wants to put a point right. */
export const SECTIONS = [
  'about',
  'script',
  'replies',
  'questions',
  'tags',
  'contacts',
  'texters',
  'schedule',
  'test',
  'launch',
] as const;
export type SectionId = (typeof SECTIONS)[number];

/** A section of the page, or the connections in the settings. */
export type Fix = SectionId | 'connections';

export type Check = {
  /** Of a warning about the script: the code that must be confirmed. */
  readonly id: string;
  /** ok; warning: may be launched nevertheless; blocker: cannot be launched. */
  readonly level: 'ok' | 'warning' | 'blocker';
  readonly title: string;
  readonly detail: string;
  /** Where it is put right, or looked at; null: by saving. */
  readonly fix: Fix | null;
};

export type PreflightFacts = {
  readonly campaign: Campaign;
  readonly connections: readonly Connection[];
  readonly script: ScriptCheck;
  /** Fields of ready replies that no contact has. */
  readonly inReplies: readonly string[];
  readonly unsaved: boolean;
  /** What would be wrong with the schedule at this moment. */
  readonly planned: readonly Warning[];
  /** Contacts are being imported at this moment. */
  readonly importing: boolean;
  /** Contacts were imported, from a file or elsewhere. */
  readonly imported: boolean;
};

/** What must be and what should be in place before a launch, in the order of the page. */
export function preflight(facts: PreflightFacts): readonly Check[] {
  const saved: Check[] = facts.unsaved
    ? [blocker('unsaved', t('campaigns:check.unsaved'), t('campaigns:check.unsavedHint'), null)]
    : [];
  return [
    ...saved,
    ...scriptChecks(facts.script),
    ...replies(facts),
    contacts(facts),
    texters(facts),
    ...schedule(facts),
    ...sender(facts),
  ];
}

function scriptChecks(script: ScriptCheck): Check[] {
  const unknown = script.unknownFields.map((name) => `{${name}}`).join(', ');
  return [
    script.namesOrganisation
      ? ok('script-no-organisation', t('campaigns:check.organisation'), 'script')
      : warning(
          'script-no-organisation',
          t('campaigns:check.noOrganisation'),
          t('campaigns:check.noOrganisationHint'),
          'script',
        ),
    script.optOutWording
      ? ok('script-no-opt-out', t('campaigns:check.optOut'), 'script')
      : warning(
          'script-no-opt-out',
          t('campaigns:check.noOptOut'),
          t('campaigns:script.addOptOut'),
          'script',
        ),
    ...(unknown === ''
      ? []
      : [
          warning(
            'script-unknown-fields',
            t('campaigns:script.unknownField', { field: unknown }),
            t('campaigns:script.nothingStands'),
            'script',
          ),
        ]),
  ];
}

function replies({ inReplies }: PreflightFacts): Check[] {
  if (inReplies.length === 0) return [];
  const field = inReplies.map((name) => `{${name}}`).join(', ');
  return [
    warning(
      'replies-unknown-fields',
      t('campaigns:check.replyField', { field }),
      t('campaigns:check.replyFieldHint'),
      'replies',
    ),
  ];
}

function contacts({ campaign: { counts }, importing }: PreflightFacts): Check {
  if (importing)
    return blocker(
      'contacts',
      t('campaigns:check.importing'),
      t('campaigns:check.importingHint'),
      'contacts',
    );
  if (counts.contacts === 0) {
    return blocker(
      'contacts',
      t('campaigns:card.noContacts'),
      t('campaigns:check.noContactsHint'),
      'contacts',
    );
  }
  const stopped = counts.optedOut > 0 ? t('campaigns:check.optedOut', { count: counts.optedOut }) : '';
  return ok('contacts', t('campaigns:count.contacts', { count: counts.contacts }), 'contacts', stopped);
}

function texters({ campaign }: PreflightFacts): Check {
  const { texterIds, counts } = campaign;
  if (texterIds.length === 0) {
    return blocker('texters', t('campaigns:card.noTexters'), t('campaigns:check.noTextersHint'), 'texters');
  }
  if (campaign.handing !== null) {
    return ok(
      'texters',
      t('campaigns:check.texters', { count: texterIds.length }),
      'texters',
      t('handing:setUp.onRequestNow'),
    );
  }
  if (counts.unassigned > 0) {
    const share = t('campaigns:check.unassigned', {
      open: counts.unassigned,
      contacts: t('campaigns:count.contacts', { count: counts.contacts }),
    });
    return warning('texters', t('campaigns:check.texters', { count: texterIds.length }), share, 'texters');
  }
  return ok(
    'texters',
    t('campaigns:check.texters', { count: texterIds.length }),
    'texters',
    t('campaigns:check.everyContact'),
  );
}

/** Nothing where nothing is planned, since most campaigns have no schedule. */
function schedule({ campaign, planned }: PreflightFacts): Check[] {
  if (campaign.schedule === null) return [];
  const line = scheduleText(campaign.schedule, campaign.region);
  if (planned.length === 0) return [ok('schedule', t('campaigns:section.schedule'), 'schedule', line)];
  return planned.map(({ code, message }) => warning(code, line, message, 'schedule'));
}

/** Tells beforehand what the server will decide. */
function sender({ campaign, connections, imported }: PreflightFacts): Check[] {
  const serving = connections.filter((each) => servesRegion(each, campaign.region));
  const name = carriersOf(campaign.region);
  const withNumber = serving.filter((each) => each.senderNumbers.some((number) => number.active));
  if (withNumber.length === 0) {
    const detail = serving.length === 0 ? t('campaigns:check.addConnection') : t('campaigns:check.addNumber');
    return [blocker('sender', t('campaigns:check.noSender', { profile: name }), detail, 'connections')];
  }
  const ready = withNumber.filter((each) => each.state === 'ready');
  const numbers = (ready.length > 0 ? ready : withNumber)
    .flatMap((each) => each.senderNumbers)
    .filter((number) => number.active);
  if (ready.length === 0) {
    const why = withNumber[0]?.detail || t('campaigns:check.test');
    return [blocker('sender', t('campaigns:check.notReady'), why, 'connections')];
  }
  return [
    ok(
      'sender',
      t('campaigns:check.ready', { count: numbers.length }),
      'connections',
      t('campaigns:check.through', { name: ready[0]?.name ?? name }),
    ),
    ...(imported && ready.every(({ practice }) => practice)
      ? [warning('silent', t('campaigns:check.silent'), t('campaigns:check.silentHint'), 'contacts')]
      : []),
  ];
}

function ok(id: string, title: string, fix: Fix, detail = ''): Check {
  return { id, level: 'ok', title, detail, fix };
}

function warning(id: string, title: string, detail: string, fix: Fix | null): Check {
  return { id, level: 'warning', title, detail, fix };
}

function blocker(id: string, title: string, detail: string, fix: Fix | null): Check {
  return { id, level: 'blocker', title, detail, fix };
}

import type { Campaign } from '../../../../shared/contract/campaign.ts';
import type { Connection } from '../../../../shared/contract/connection.ts';
import { t } from '../../../../shared/text/say.ts';
import type { ScriptCheck } from '../../../../shared/text/template.ts';
import { count, counted } from './contacts/importWords.ts';

/** Where the editor takes an admin who wants to put a point right. */
export type SectionId = 'about' | 'script' | 'replies' | 'contacts' | 'texters' | 'launch';

/** A section of the page, or the connections in the settings. */
export type Fix = SectionId | 'connections';

export type Check = {
  readonly id: string;
  /** ok; warning: may be launched all the same; blocker: cannot be launched. */
  readonly level: 'ok' | 'warning' | 'blocker';
  readonly title: string;
  readonly detail: string;
  readonly fix: Fix | null;
};

export type PreflightFacts = {
  readonly campaign: Campaign;
  readonly connections: readonly Connection[];
  readonly script: ScriptCheck;
  readonly unsaved: boolean;
  /** Contacts are being imported at this moment. */
  readonly importing: boolean;
};

/** What must be and what should be in place before a campaign is launched, in the order of the page. */
export function preflight(facts: PreflightFacts): readonly Check[] {
  const saved: Check[] = facts.unsaved
    ? [blocker('unsaved', 'Changes are not saved', 'Save or discard them first.', null)]
    : [];
  return [...saved, ...scriptChecks(facts.script), contacts(facts), texters(facts), ...sender(facts)];
}

function scriptChecks(script: ScriptCheck): Check[] {
  const unknown = script.unknownFields.map((name) => `{${name}}`).join(', ');
  return [
    script.namesOrganisation
      ? ok('organisation', 'The script names your organisation')
      : warning(
          'organisation',
          'The script does not name your organisation',
          'People should know who is texting.',
          'script',
        ),
    script.optOutWording
      ? ok('opt-out', 'The script says how to opt out')
      : warning(
          'opt-out',
          'The script does not say how to opt out',
          'Add “Reply STOP to opt out.”',
          'script',
        ),
    ...(unknown === ''
      ? []
      : [warning('fields', `No contact has ${unknown}`, 'Nothing would stand in its place.', 'script')]),
  ];
}

function contacts({ campaign: { counts }, importing }: PreflightFacts): Check {
  if (importing)
    return blocker('contacts', 'Contacts are being imported', 'Launch when that is done.', 'contacts');
  if (counts.contacts === 0) {
    return blocker('contacts', 'No contacts yet', 'Import a contact file.', 'contacts');
  }
  const stopped =
    counts.optedOut > 0 ? `${count(counts.optedOut)} of them opted out and will not be texted.` : '';
  return ok('contacts', counted(counts.contacts, 'contact'), stopped);
}

function texters({ campaign }: PreflightFacts): Check {
  const { texterIds, counts } = campaign;
  if (texterIds.length === 0) {
    return blocker('texters', 'No texters yet', 'Choose who works this campaign.', 'texters');
  }
  if (counts.unassigned > 0) {
    const share = `${count(counts.unassigned)} of ${counted(counts.contacts, 'contact')} have no texter.`;
    return warning('texters', counted(texterIds.length, 'texter'), share, 'texters');
  }
  return ok('texters', counted(texterIds.length, 'texter'), 'Every contact has one.');
}

/** The server decides in the end; this tells beforehand what it will say. */
function sender({ campaign, connections }: PreflightFacts): Check[] {
  const serving = connections.filter((each) => each.profile === campaign.profile);
  const name = t(`words:profile.${campaign.profile}`);
  const withNumber = serving.filter((each) => each.senderNumbers.some((number) => number.active));
  if (withNumber.length === 0) {
    const detail =
      serving.length === 0 ? 'Add a connection in the settings.' : 'Add a sender number in the settings.';
    return [blocker('sender', `No sender number for ${name}`, detail, 'connections')];
  }
  const ready = withNumber.filter((each) => each.state === 'ready');
  const numbers = (ready.length > 0 ? ready : withNumber)
    .flatMap((each) => each.senderNumbers)
    .filter((number) => number.active);
  if (ready.length === 0) {
    const why = withNumber[0]?.detail || 'Test it in the settings.';
    return [blocker('sender', 'The connection is not ready', why, 'connections')];
  }
  return [
    ok('sender', `${counted(numbers.length, 'sender number')} ready`, `Through ${ready[0]?.name ?? name}.`),
  ];
}

function ok(id: string, title: string, detail = ''): Check {
  return { id, level: 'ok', title, detail, fix: null };
}

function warning(id: string, title: string, detail: string, fix: Fix | null): Check {
  return { id, level: 'warning', title, detail, fix };
}

function blocker(id: string, title: string, detail: string, fix: Fix | null): Check {
  return { id, level: 'blocker', title, detail, fix };
}

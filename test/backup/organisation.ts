import { createTag } from '../../main/core/conversations/tags.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { endCapture } from '../../main/core/store/capture/capture.ts';
import { takeChanged } from '../../main/core/store/capture/changedRows.ts';
import { castOf } from './cast.ts';
import { openConsole } from './consoles.ts';
import { actsOn } from './world.ts';

/** Contacts of the campaign, if nothing else is said. */
export const PEOPLE = 5;

/** Consoles of one organisation with a campaign, its sender number and its people. */
export function organisation(names: readonly string[], count = PEOPLE) {
  const first = openConsole('0');
  const { core } = first;
  const cast = castOf(core, count, 'to-send');
  const { admin, person } = cast;
  const tagId = core.write((tx) => createTag(core, tx, admin, { name: 'Ride', tone: 'ok' })).id;
  core.write((tx) => {
    takeChanged(tx.db, 1_000_000);
    endCapture(tx.db);
  });
  const bytes = first.db.serialize();
  first.db.close();
  return names.map((name) => {
    const at = openConsole(name, bytes);
    const erase = (index: number) =>
      at.core.write((tx) =>
        erasePerson(at.core, tx, { subject: person(index).subject, reason: 'asked', actorId: admin }),
      );
    return { at, acts: actsOn(at.core, at.clock, cast, name), cast, tagId, erase };
  });
}

import { keep, NOTHING, type Stored } from '../../../shared/text/stored.ts';
import { isOptedOut } from '../people/optedOut.ts';
import type { Core } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { Tell, Told } from '../webhooksOut/deliver.ts';
import { eventOf } from '../webhooksOut/event.ts';
import { type DeliveryRow, type EndpointRow, settingsOf } from '../webhooksOut/rows.ts';
import { type Connector, type Person, SystemProblem } from './connector.ts';
import { connectorOf } from './connectors.ts';

const nothing = (detail: Stored): Told => ({ status: null, nothing: true, detail });

type Known = {
  readonly first_name: string;
  readonly last_name: string;
  readonly external_id: string;
  readonly ids_of: string | null;
};

/**
 * The person of a number as campaigns know them. Only an id that was brought in as the system's own counts.
 */
function personOf(db: Reader, row: EndpointRow, subject: string, number: string): Person {
  const known = all<Known>(
    db,
    `SELECT c.first_name, c.last_name, c.external_id, j.ids_of FROM conversation c LEFT JOIN job j ON j.id = c.import_id
     WHERE c.subject = ? ORDER BY c.sort_at DESC, c.id DESC`,
    subject,
  );
  const own = known.find(({ ids_of, external_id }) => ids_of === row.kind && external_id !== '');
  const named = own ?? known.find(({ first_name, last_name }) => first_name !== '' && last_name !== '');
  return {
    number,
    externalId: own?.external_id.trim() ?? '',
    firstName: named?.first_name ?? '',
    lastName: named?.last_name ?? '',
  };
}

/**
 * Which targets stand for what a contact has answered to one question, and which for other answers to it; and
 * what its field holds, where the answer is a number or words.
 */
function targetsOf(db: Reader, row: EndpointRow, answerId: string) {
  const place = one<{ conversation_id: string; question_id: string }>(
    db,
    'SELECT conversation_id, question_id FROM answer WHERE id = ?',
    answerId,
  );
  const mapped = settingsOf(row).answers.filter(({ questionId }) => questionId === place?.question_id);
  const inForce = all<{ choice_id: string | null; value: string | null }>(
    db,
    `SELECT choice_id, value FROM answer INDEXED BY answer_conversation
     WHERE conversation_id = ? AND question_id = ? AND ended_at IS NULL`,
    place?.conversation_id ?? '',
    place?.question_id ?? '',
  );
  const given = inForce.map(({ choice_id }) => choice_id);
  const field = settingsOf(row).fields.find(({ questionId }) => questionId === place?.question_id)?.field;
  const on = new Set(mapped.filter(({ choiceId }) => given.includes(choiceId)).map(({ target }) => target));
  const off = new Set(mapped.map(({ target }) => target).filter((target) => !on.has(target)));
  // An answer that was taken back empties the field.
  const words = inForce.map(({ value }) => value ?? '').join(', ');
  return { on: [...on], off: [...off], fields: field === undefined ? {} : { [field]: words } };
}

/** What is told is read now, so that a repeated or late try tells what is so. */
async function tellOf(
  core: Core,
  row: EndpointRow,
  delivery: DeliveryRow,
  connector: Connector,
  signal: AbortSignal,
): Promise<Told> {
  const { number, answer } = eventOf(core.db, delivery);
  if (number === null) return nothing(keep('systems:reported.erased'));
  const subject = core.subject(number);
  const person = personOf(core.db, row, subject, number);
  if (delivery.type === 'opt-out' || delivery.type === 'opt-in') {
    const optedOut = isOptedOut(core.db, subject);
    if (optedOut !== (delivery.type === 'opt-out')) return nothing(keep('systems:reported.changed'));
    await connector.pushOptOut(person, optedOut, signal);
  } else {
    const { on, off, fields } = targetsOf(core.db, row, delivery.fact_id);
    if (answer === null || on.length + off.length + Object.keys(fields).length === 0)
      return nothing(keep('systems:reported.unmapped'));
    const told = await connector.pushAnswer(person, { on, off, fields, at: delivery.at }, signal);
    if (!told) return nothing(keep('systems:reported.cannot'));
  }
  return { status: 200, detail: NOTHING };
}

/** Tells systems of people of what concerns them. What goes wrong is a sentence, never an error. */
export function createTell(): Tell {
  return async (core, row, delivery, signal) => {
    try {
      return await tellOf(core, row, delivery, await connectorOf(core, row), signal);
    } catch (error) {
      if (error instanceof SystemProblem) {
        const { status, kept, last, waitMs } = error;
        // A status of 2xx with an answer that cannot be read did not go well.
        return { status: status !== null && status < 300 ? null : status, detail: kept, last, waitMs };
      }
      if (signal.aborted) return { status: null, detail: keep('systems:problem.stopped') };
      core.ports.log.error('system-tell-failed', { name: error instanceof Error ? error.name : 'unknown' });
      return { status: null, detail: keep('systems:problem.broke') };
    }
  };
}

import { z } from 'zod';
import { type TextKey, t } from '../text/say.ts';

/**
 * One setting of a connection, defined once: the form on the screen, the input of REST and the settings of
 * the adapter follow from it.
 */
export type Field<Given extends z.ZodType = z.ZodType, Kept extends z.ZodType = z.ZodType> = {
  /** Its name on the screen; null: it stands on no screen, and its key is its name. */
  readonly label: TextKey | null;
  /** Stored behind the secret port and never shown again. */
  readonly secret: boolean;
  /** What REST takes when a connection is made. */
  readonly given: Given;
  /** What REST takes when one is changed: left out, it stays; null empties it. */
  readonly change: z.ZodType;
  /** What the adapter gets: checked, with the usual value where it was left out. */
  readonly kept: Kept;
  /** The input on the screen; null: over REST only. */
  readonly form: FieldForm | null;
};

export type FieldForm = {
  readonly kind: 'text' | 'secret' | 'number';
  readonly help?: TextKey;
  readonly placeholder?: string;
  readonly optional?: boolean;
  /** Folded away, since most people never need it. */
  readonly advanced?: boolean;
  /** What the provider's own values look like, and the sentence for others. */
  readonly must?: { readonly like: RegExp; readonly otherwise: () => string };
};

export type Fields = Readonly<Record<string, Field>>;

/** What all makers of fields take. `means` describes it in the API's reference. */
type About = { readonly label: TextKey; readonly means: string } & Omit<
  FieldForm,
  'kind' | 'must' | 'optional'
>;

const LONGEST = 4000;
/** https, or this computer's own host, with nothing but a port and a path behind it. */
const SAFE = /^(https:|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?([/?#]|$))/i;
const WEB = { like: /^https?:\/\/\S+$/, otherwise: () => t('settings:connections.wrong.web') };

export const settingNeeded = (label: TextKey) => t('api:settingNeeded', { setting: t(label) });
const needed = (label: TextKey) => {
  const error = () => settingNeeded(label);
  return z.string({ error }).min(1, { error }).max(LONGEST);
};
const wrong = (label: TextKey) => ({ error: () => t('api:settingWrong', { setting: t(label) }) });
const anyText = z.string().max(LONGEST).nullable().optional();
const anyCount = z.number().nullable().optional();

/**
 * A provider's address: https, or plain http on this computer only, since every request has the credentials.
 */
const WebAddress = z
  .url({ protocol: /^https?$/, error: 'must be a web address' })
  .refine((url) => SAFE.test(url), 'must begin with https:// unless it is on this computer')
  .transform((url) => url.replace(/\/+$/, ''));

function formOf(kind: FieldForm['kind'], about: About, more: Partial<FieldForm> = {}): FieldForm {
  const { label: _label, means: _means, ...form } = about;
  return { kind, ...form, ...more };
}

/** A required text, in the provider's own form where `like` is given. */
export function text(about: About & { readonly like?: RegExp; readonly otherwise?: () => string }) {
  const { like, otherwise, ...rest } = about;
  const value =
    like === undefined ? needed(about.label) : needed(about.label).regex(like, wrong(about.label));
  const must = like !== undefined && otherwise !== undefined ? { must: { like, otherwise } } : {};
  return {
    label: about.label,
    secret: false,
    given: value.describe(about.means),
    change: anyText,
    kept: value,
    form: formOf('text', rest, must),
  } as const satisfies Field;
}

/** A required secret. */
export function secret(about: About) {
  const value = needed(about.label);
  return {
    label: about.label,
    secret: true,
    given: value.describe(`${about.means}. Never given back`),
    change: anyText,
    kept: value,
    form: formOf('secret', about),
  } as const satisfies Field;
}

/** A text that REST may leave out; `asked`: the screen requires it. */
export function optionalText(about: About & { readonly asked?: boolean }) {
  const { asked = false, ...rest } = about;
  const given = anyText.describe(about.means);
  return {
    label: about.label,
    secret: false,
    given,
    change: given,
    kept: z.string().min(1).optional(),
    form: formOf('text', rest, { optional: !asked }),
  } as const satisfies Field;
}

/** A secret that REST may leave out; `asked`: the screen requires it. */
export function optionalSecret(about: About & { readonly asked?: boolean }) {
  const { form, ...field } = optionalText({ ...about, means: `${about.means}. Never given back` });
  return { ...field, secret: true, form: { ...form, kind: 'secret' } } as const satisfies Field;
}

/** An id in the provider's own form that may be left out. */
export function optionalId(
  about: About & { readonly like: RegExp; readonly longest: number; readonly otherwise: () => string },
) {
  const { like, longest, otherwise, ...rest } = about;
  const value = z.string().max(longest).regex(like, wrong(about.label));
  const given = value.nullable().optional().describe(about.means);
  return {
    label: about.label,
    secret: false,
    given,
    change: given,
    kept: value.optional(),
    form: formOf('text', rest, { optional: true, must: { like, otherwise } }),
  } as const satisfies Field;
}

/** The address of a provider, which a proxy or a test server may replace. */
export function address(label: TextKey, usual: string) {
  return {
    label,
    secret: false,
    given: anyText.describe(`For a proxy or a test server; ${usual} if left out`),
    change: anyText,
    kept: WebAddress.default(usual),
    form: { kind: 'text', placeholder: usual, optional: true, advanced: true, must: WEB },
  } as const satisfies Field;
}

/** The address of a provider that has no usual one. */
export function neededAddress(about: About) {
  return {
    label: about.label,
    secret: false,
    given: needed(about.label).describe(about.means),
    change: anyText,
    kept: WebAddress,
    form: formOf('text', about, { must: WEB }),
  } as const satisfies Field;
}

/** The address that the provider calls, where it is not the console's own. */
export function calledAt(about: About) {
  const given = anyText.describe(about.means);
  return {
    label: about.label,
    secret: false,
    given,
    change: given,
    kept: z.url().optional(),
    form: formOf('text', about, { placeholder: 'https://…', optional: true, must: WEB }),
  } as const satisfies Field;
}

/** Texts a second; `help` says what counts. */
export function rate(label: TextKey, means: string, help: TextKey, usual: number) {
  const given = anyCount.describe(means);
  return {
    label,
    secret: false,
    given,
    change: given,
    kept: z.number().positive().max(1000).default(usual),
    form: { kind: 'number', help, placeholder: '1', optional: true, advanced: true },
  } as const satisfies Field;
}

/** A number of seconds, over REST only. */
export function seconds(means: string, usual: number) {
  const given = anyCount.describe(`${means}; ${usual} if left out`);
  return {
    label: null,
    secret: false,
    given,
    change: given,
    kept: z.number().nonnegative().default(usual),
    form: null,
  } as const satisfies Field;
}

/** The sentence for a setting that was refused. */
export function settingProblem(fields: Fields, key: string, missing: boolean): string {
  const label = fields[key]?.label;
  return t(missing ? 'api:settingNeeded' : 'api:settingWrong', { setting: label ? t(label) : key });
}

type Shape<F extends Fields, Of extends 'given' | 'kept'> = { readonly [K in keyof F]: F[K][Of] };

function shapeOf<F extends Fields, Of extends 'given' | 'kept'>(fields: F, of: Of): Shape<F, Of> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field[of]])) as Shape<F, Of>;
}

/** What REST takes for a new connection. */
export const givenOf = <F extends Fields>(fields: F) => z.object(shapeOf(fields, 'given'));

/** What the adapter gets, secrets included. */
export const keptOf = <F extends Fields>(fields: F) => z.object(shapeOf(fields, 'kept'));

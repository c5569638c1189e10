import { z } from 'zod';

type Path = readonly (string | number)[];
/** A field that the schema does not know, and the names that it knows in that place. */
export type UnknownField = { readonly path: Path; readonly known: readonly string[] };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema inside an optional, a default or a pipe's input. Null: there is none. */
function inside(schema: z.core.$ZodType): z.core.$ZodType | null {
  if (schema instanceof z.ZodPipe) return schema.in instanceof z.ZodTransform ? schema.out : schema.in;
  if (schema instanceof z.ZodLazy) return schema.unwrap();
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNonOptional
  )
    return schema.unwrap();
  return null;
}

function ofObject(schema: z.ZodObject, value: Readonly<Record<string, unknown>>, path: Path): UnknownField[] {
  const { shape } = schema;
  const catchAll = schema.def.catchall;
  const open = catchAll !== undefined && !(catchAll instanceof z.ZodNever);
  const known = Object.keys(shape);
  return Object.entries(value).flatMap(([name, part]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field !== undefined) return find(field, part, [...path, name]);
    return open ? [] : [{ path: [...path, name], known }];
  });
}

/**
 * Checks against the option that the discriminator names, else the one that knows most fields of the value.
 */
function ofUnion(schema: z.ZodUnion, value: unknown, path: Path): UnknownField[] {
  let options = schema.options;
  if (schema instanceof z.ZodDiscriminatedUnion && isObject(value)) {
    const { discriminator } = schema.def;
    const named = options.filter((option) => {
      const field = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
      return field instanceof z.ZodType && field.safeParse(value[discriminator]).success;
    });
    // Which option is meant is not known; the schema itself reports that.
    if (named.length === 0) return [];
    options = named;
  }
  const found = options.map((option) => find(option, value, path));
  return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function find(schema: z.core.$ZodType, value: unknown, path: Path): UnknownField[] {
  const wrapped = inside(schema);
  if (wrapped !== null) return find(wrapped, value, path);
  if (schema instanceof z.ZodUnion) return ofUnion(schema, value, path);
  if (schema instanceof z.ZodObject) return isObject(value) ? ofObject(schema, value, path) : [];
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? value.flatMap((part, at) => find(schema.element, part, [...path, at])) : [];
  }
  if (schema instanceof z.ZodRecord) {
    return isObject(value)
      ? Object.entries(value).flatMap(([name, part]) => find(schema.valueType, part, [...path, name]))
      : [];
  }
  return [];
}

/**
 * The fields of an input that its schema does not know, at any depth. If they were ignored, a mistyped filter
 * would list everybody, and a mistyped field would leave undone what was asked. `schema` undefined: the
 * procedure takes no input.
 */
export function unknownFields(schema: unknown, value: unknown): UnknownField[] {
  if (schema === undefined) return find(z.object({}), value, []);
  return schema instanceof z.ZodType ? find(schema, value, []) : [];
}

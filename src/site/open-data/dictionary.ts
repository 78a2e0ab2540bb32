import { z } from 'zod';
import type { Dataset } from './datasets.ts';
import type { FieldText } from './field-texts.ts';

export interface FieldLine extends FieldText {
  readonly name: string;
  readonly type: FieldType;
}

export interface FieldType {
  readonly name: 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'object';
  readonly nullable: boolean;
  /** The values there may be, where they are counted. */
  readonly values: readonly string[];
  /** Names of what an object, or each of a list of them, holds. */
  readonly parts: readonly string[];
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The fields of a row with what they mean, in their order: types from the schema by which the API is described as well. */
export function dictionaryOf({ row, fields }: Dataset): readonly FieldLine[] {
  return Object.entries(rowSchema(row).properties ?? {}).flatMap(([name, schema]) => {
    const told = fields[name];
    return told ? [{ name, ...told, type: typeOf(schema) }] : [];
  });
}

/** A schema with a name of its own is written as a reference to it. */
function rowSchema(row: z.ZodObject): Schema {
  const {
    $defs = {},
    $ref,
    ...described
  } = z.toJSONSchema(row, {
    io: 'output',
    unrepresentable: 'any',
    reused: 'inline',
  });
  return ($ref === undefined ? described : $defs[$ref.split('/').at(-1) ?? '']) as Schema;
}

function typeOf(schema: Schema): FieldType {
  const choices = (schema.anyOf ?? [schema]).flatMap((choice) =>
    [choice.type ?? 'string'].flat().map((type) => ({ ...choice, type })),
  );
  const held = choices.find(({ type }) => type !== 'null') ?? { type: 'string' };
  const list = held.type === 'array';
  const inner = list ? (held.items ?? {}) : held;
  return {
    name: list ? 'list' : plainType(held.type),
    nullable: choices.some(({ type }) => type === 'null'),
    values: (inner.enum ?? []).filter((value) => value !== null).map(String),
    parts: Object.keys(inner.properties ?? {}),
  };
}

function plainType(type: string): FieldType['name'] {
  if (type === 'integer' || type === 'number' || type === 'boolean' || type === 'object') return type;
  return 'text';
}

/** JSON Schema of the JSON file, with what each field means in both languages. */
export function schemaOf(dataset: Dataset, address: string): Record<string, unknown> {
  const { properties, required } = rowSchema(dataset.row);
  const told = Object.entries(properties ?? {}).map(([name, schema]) => {
    const meaning = dataset.fields[name]?.meaning;
    return [name, { ...schema, title: meaning?.vi, description: meaning?.en }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    title: dataset.title.vi,
    description: dataset.about.en,
    type: 'array',
    items: { type: 'object', properties: Object.fromEntries(told), required, additionalProperties: false },
  };
}

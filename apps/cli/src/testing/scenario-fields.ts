import { scenarioJsonSchema } from '@headroom/models';
import { z } from 'zod';

/** One field a scenario may have: its path (`[]` for elements of a list) and what it may be. */
export interface ScenarioField {
  readonly path: string;
  readonly values: string;
}

const node = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
});
type Node = z.infer<typeof node>;

/** Every field of the published schema, in its order, with its values in words. */
export function scenarioFields(): ScenarioField[] {
  return fieldsBelow(node.parse(scenarioJsonSchema()), '');
}

function fieldsBelow(schema: Node, path: string): ScenarioField[] {
  if (schema.anyOf !== undefined) return formsOf(schema).flatMap((form) => fieldsBelow(form, path));
  if (schema.type === 'array') return fieldsBelow(node.parse(schema.items), `${path}[]`);
  if (isUncertain(schema)) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const child = node.parse(value);
    const needed = schema.required?.includes(name) === true ? ', needed' : '';
    return [{ path: at, values: `${valuesOf(child)}${needed}` }, ...fieldsBelow(child, at)];
  });
}

const formsOf = (schema: Node): Node[] => (schema.anyOf ?? []).map((form) => node.parse(form));

/** The forms of a number that is known only roughly; the page tells of them once. */
const isUncertain = ({ properties = {} }: Node): boolean =>
  'low' in properties || 'distribution' in properties;

function valuesOf(schema: Node): string {
  if (schema.anyOf !== undefined) {
    const forms = formsOf(schema);
    const told = forms.filter((form) => !isUncertain(form)).map(valuesOf);
    return `${told.join(' or ')}${forms.some(isUncertain) ? ' ~' : ''}`;
  }
  if (schema.enum !== undefined) return schema.enum.map((v) => `\`${String(v)}\``).join(' ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.type === 'array') return 'list';
  if (schema.type === 'object') return 'object';
  const { minimum, exclusiveMinimum, maximum } = schema;
  const bounds = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
  ];
  return [String(schema.type), ...bounds].join(' ');
}

import { fieldName, scenarioJsonSchema } from '@headroom/models';

/** A field that may stand somewhere in a scenario, and what it takes. */
export interface ScenarioField {
  readonly name: string;
  readonly isRequired: boolean;
  /** Its values in short, such as `number, 0 to 1`. */
  readonly takes: string;
}

type Schema = Readonly<Record<string, unknown>>;

let whole: Schema | undefined;

/** Fields that may stand at a path of a scenario. */
export function fieldsAt(path: readonly (string | number)[]): ScenarioField[] {
  return formsAt(path).flatMap((form) => {
    const required = Array.isArray(form['required']) ? form['required'] : [];
    return Object.entries(recordOf(form['properties'])).map(([name, schema]) => ({
      name,
      isRequired: required.includes(name),
      takes: takenBy(recordOf(schema)),
    }));
  });
}

/** Values the field at a path is chosen from; none where it is free. */
export function valuesAt(path: readonly (string | number)[]): string[] {
  return formsAt(path).flatMap((form) =>
    Array.isArray(form['enum'])
      ? form['enum'].map(String)
      : form['const'] !== undefined
        ? [String(form['const'])]
        : form['type'] === 'boolean'
          ? ['true', 'false']
          : [],
  );
}

/** What the field at a path is and takes, in words; `null` where there is no such field. */
export function helpAt(path: readonly (string | number)[], locale: 'en' | 'zh-CN'): string | null {
  const forms = formsAt(path);
  const field = path.at(-1);
  if (forms.length === 0 || typeof field !== 'string') return null;
  const name = fieldName(field, locale);
  return [name === field ? '' : name, ...forms.map(takenBy)].filter(Boolean).join('\n');
}

function formsAt(path: readonly (string | number)[]): Schema[] {
  whole ??= scenarioJsonSchema();
  return path.reduce<Schema[]>(
    (forms, step) =>
      forms.flatMap((form) => {
        const inner = typeof step === 'number' ? form['items'] : recordOf(form['properties'])[step];
        return inner === undefined ? [] : formsOf(recordOf(inner));
      }),
    formsOf(whole),
  );
}

/** The alternatives of a schema, one by one. */
function formsOf(schema: Schema): Schema[] {
  const any = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(any) ? any.flatMap((form) => formsOf(recordOf(form))) : [schema];
}

function takenBy(schema: Schema): string {
  const [first] = formsOf(schema);
  if (first === undefined) return '';
  if (Array.isArray(first['enum'])) return first['enum'].map(String).join(' | ');
  if (first['const'] !== undefined) return String(first['const']);
  if (first['type'] === 'object') {
    return `{ ${Object.keys(recordOf(first['properties'])).join(', ')} }`;
  }
  const least = first['minimum'] ?? first['exclusiveMinimum'];
  const most = first['maximum'] ?? first['exclusiveMaximum'];
  const range = [least, most].every((end) => typeof end === 'number' && Math.abs(end) < 1e15)
    ? `, ${String(least)} – ${String(most)}`
    : '';
  return `${String(first['type'] ?? '')}${range}`;
}

function recordOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

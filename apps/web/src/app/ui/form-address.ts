/** Parameters of an address, by name. */
type Address = Pick<URLSearchParams, 'has' | 'get'>;
/** What a field of a form can hold. */
type Field = string | boolean | readonly string[];
type FormOf<Form> = { readonly [Name in keyof Form]: Field };

/** The fields that differ from how the form begins, as parameters of an address to keep or to share. */
export function addressOf<Form extends FormOf<Form>>(
  form: Form,
  first: Form,
): Readonly<Record<string, string>> {
  const changed = namesOf(form)
    .filter((name) => textOf(form[name]) !== textOf(first[name]))
    .map((name) => [name, textOf(form[name])] as const);
  return { asked: '1', ...Object.fromEntries(changed) };
}

/** The form an address means: fields it does not name are as the form begins. `null`: it asks for nothing. */
export function formAt<Form extends FormOf<Form>>(address: Address, first: Form): Form | null {
  if (!address.has('asked')) return null;
  const named = namesOf(first)
    .filter((name) => address.has(name))
    .map((name) => [name, fieldFrom(address.get(name) ?? '', first[name])] as const);
  return { ...first, ...Object.fromEntries(named) };
}

function namesOf<Form extends object>(form: Form): readonly (keyof Form & string)[] {
  return Object.keys(form) as (keyof Form & string)[];
}

function textOf(field: Field): string {
  return typeof field === 'object' ? field.join(',') : `${field}`;
}

function fieldFrom(text: string, begins: Field): Field {
  if (typeof begins === 'boolean') return text === 'true';
  if (typeof begins === 'object') return text.split(',').filter((item) => item !== '');
  return text;
}

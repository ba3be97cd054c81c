import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  stringify,
} from 'yaml';

/** Way to a value inside a document: field names and positions in lists. */
export type Path = readonly (string | number)[];

/** A value a form can write. */
export type DraftValue =
  string | number | boolean | readonly DraftValue[] | { readonly [field: string]: DraftValue };

const WRITING = { lineWidth: 0 } as const;

/**
 * Writes one value into YAML text and leaves everything else, comments included, as it was.
 * `undefined` removes the field, and with it any map or list that became empty.
 * A text that is not YAML is returned unchanged: the form is then closed to editing anyway.
 */
export function withValue(text: string, path: Path, value: DraftValue | undefined): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  if (value === undefined) return withoutPath(text, document, path);
  return replacedScalar(text, document, path, value) ?? withNode(document, path, value);
}

/** Adds an item to the end of a list, making the list where there is none. */
export function withItem(text: string, path: Path, item: DraftValue): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  const list = document.getIn(path);
  const length = isSeq(list) ? list.items.length : 0;
  return withNode(document, [...path, length], item);
}

/** Plain value of a text, or `null` where it is not YAML. */
export function plainValue(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 100 });
}

/** The value at a path of plain data. */
export function valueIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null
        ? (at as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

/** JSON pointer of a path (RFC 6901). */
export function pointerTo(path: Path): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** Line of the value a JSON pointer names, or of the nearest thing around it; `undefined` for an empty text. */
export function lineOf(text: string, pointer: string): number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = steps.length; length >= 0; length -= 1) {
    const node: unknown =
      length === 0 ? document.contents : document.getIn(steps.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

/** A change of a text as one replaced stretch, so that an editor keeps its cursor and its undo steps. */
export function textChange(
  before: string,
  after: string,
): { from: number; to: number; insert: string } {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1;
  }
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** Where a plain value stands already, only its own letters change: spacing and comments stay to the byte. */
function replacedScalar(
  text: string,
  document: Document,
  path: Path,
  value: DraftValue,
): string | null {
  const node = document.getIn(path, true);
  if (!isScalar(node) || !node.range || typeof value === 'object') return null;
  const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
  const written = stringify(value, WRITING).trimEnd();
  if (isBlock || written.includes('\n')) return null;
  const [start, end] = node.range;
  return text.slice(0, start) + written + text.slice(end);
}

function withNode(document: Document, path: Path, value: DraftValue): string {
  openEmptyParents(document, path);
  document.setIn(path, document.createNode(value));
  blockStyleWhereLong(document, path.slice(0, -1));
  return document.toString(WRITING);
}

/** `services:` with nothing after it is a null; it becomes a list or a map before something is put in. */
function openEmptyParents(document: Document, path: Path): void {
  for (let length = 1; length < path.length; length += 1) {
    const at = path.slice(0, length);
    if (!isCollection(document.getIn(at))) {
      document.setIn(at, document.createNode(typeof path[length] === 'number' ? [] : {}));
    }
  }
}

/** `[]` and `{}` are written in flow style; what grows inside reads better in block style. */
function blockStyleWhereLong(document: Document, path: Path): void {
  const node = document.getIn(path);
  const holdsCollections = isSeq(node) && node.items.some((item) => isMap(item));
  if (holdsCollections || (isMap(node) && node.items.length === 1)) node.flow = false;
}

function withoutPath(text: string, document: Document, path: Path): string {
  if (path.length === 0 || !document.hasIn(path)) return text;
  document.deleteIn(path);
  for (let length = path.length - 1; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length));
    if (!isCollection(parent) || parent.items.length > 0) break;
    document.deleteIn(path.slice(0, length));
  }
  return document.toString(WRITING);
}

/** Where in a scenario the cursor is, read from the text alone: it need not be whole while somebody writes it. */
export interface YamlPlace {
  /** Keys from the top; a number stands for an entry of a list. */
  readonly path: readonly (string | number)[];
  /** Whether a name of a field is written there, or the value of the last key of the path. */
  readonly kind: 'key' | 'value';
  /** Where the word at the cursor begins. */
  readonly from: number;
}

interface Level {
  readonly indent: number;
  readonly key: string | number;
}

const KEY = /^(\s*)((?:- )*)([\w-]+):(?:\s|$)/;
const OPENS = '{[';
const CLOSES = '}]';

/** The place at a position of a YAML text in block style, with maps in flow style inside a line. */
export function yamlPlace(text: string, position: number): YamlPlace {
  const before = text.slice(0, position);
  const lines = before.split('\n');
  const line = lines.at(-1) ?? '';
  const from = position - (/[\w.-]*$/.exec(line)?.[0].length ?? 0);
  const outer = blockPath(lines);
  const body = line.replace(/^\s*(?:- )*/, '');
  const flow = flowPath(body);
  if (flow !== null) return { ...flow, path: [...outer, ...flow.path], from };
  const key = /^([\w-]+):\s/.exec(body)?.[1];
  return key === undefined
    ? { path: outer, kind: 'key', from }
    : { path: [...outer, key], kind: 'value', from };
}

/** Path of what holds the last of the lines, by indentation. */
function blockPath(lines: readonly string[]): (string | number)[] {
  const levels: Level[] = [];
  lines.forEach((line, i) => {
    if (/^\s*(#|$)/.test(line) && i < lines.length - 1) return;
    const indent = /^\s*/.exec(line)?.[0].length ?? 0;
    while ((levels.at(-1)?.indent ?? -1) >= indent) levels.pop();
    const dashes = /^\s*((?:- ?)*)/.exec(line)?.[1] ?? '';
    if (dashes !== '') levels.push({ indent, key: 0 });
    const found = KEY.exec(line);
    if (found !== null && i < lines.length - 1) {
      levels.push({ indent: indent + dashes.length, key: found[3] ?? '' });
    }
  });
  return levels.map(({ key }) => key);
}

/** Path inside the braces a line has opened; `null` where none is open. */
function flowPath(body: string): Pick<YamlPlace, 'path' | 'kind'> | null {
  const open: (string | number)[][] = [];
  let word = '';
  let key: string | null = /^([\w-]+):/.exec(body)?.[1] ?? null;
  for (const letter of body) {
    if (OPENS.includes(letter)) {
      open.push([...(key === null ? [] : [key]), ...(letter === '[' ? [0] : [])]);
      key = null;
      word = '';
    } else if (CLOSES.includes(letter)) {
      open.pop();
      key = null;
    } else if (letter === ',') {
      key = null;
      word = '';
    } else if (letter === ':') {
      key = word.trim();
      word = '';
    } else {
      word += letter;
    }
  }
  if (open.length === 0) return null;
  const path = open.flat();
  return key === null ? { path, kind: 'key' } : { path: [...path, key], kind: 'value' };
}

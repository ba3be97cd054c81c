/**
 * Lines of cells as wide as their widest; the first cell of each line stands to the left, the others to the right.
 * @param {readonly (readonly string[])[]} lines the first line decides how many cells there are
 * @returns {string}
 */
export function tableOfWords(lines) {
  const widths = (lines[0] ?? []).map((_, c) => Math.max(...lines.map((l) => (l[c] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

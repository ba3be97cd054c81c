import { execFile } from 'node:child_process';

/** Runs outside jest, which cannot load the reader's ES modules. */
const READER = `
  import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const pdf = await getDocument({ data: new Uint8Array(Buffer.concat(chunks)), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => item.str + (item.hasEOL ? '\\n' : '')).join(''));
  }
  process.stdout.write(JSON.stringify(pages));
`;

/** Text of each page as a reader would copy it. */
export function pdfPages(pdf: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const reader = execFile(
      process.execPath,
      ['--input-type=module', '-e', READER],
      { cwd: __dirname, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout) as string[])),
    );
    reader.stdin?.end(pdf);
  });
}

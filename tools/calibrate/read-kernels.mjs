import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Machines of the measurement folder by the catalogue's chip id. */
export const CHIP_OF_SYSTEM = {
  a100_sxm: 'nv-a100-80-sxm',
  h100_sxm: 'nv-h100-sxm',
  h200_sxm: 'nv-h200-sxm',
  b200_sxm: 'nv-b200-sxm',
  b300_sxm: 'nv-b300-sxm',
  gb200: 'nv-gb200',
  rtx_pro_6000_server: 'nv-rtxpro6000-server',
  b60: 'intel-arc-pro-b60',
};

export const ENGINE_OF_BACKEND = {
  trtllm: 'tensorrt-llm',
  vllm: 'vllm',
  sglang: 'sglang',
  nccl: 'nccl',
};

/** Rows of one measurement file with numbers as numbers. */
export function readRows(folder, file) {
  const text = gunzipSync(readFileSync(join(folder, file))).toString('utf8');
  const [header, ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const row = {};
    names.forEach((name, i) => {
      const cell = cells[i];
      row[name] = cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
    });
    return row;
  });
}

export const readIndex = (folder) => JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));

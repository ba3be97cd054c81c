/** Other ids under which chips of the West are referred to, and the chips each covers here. */
const REFERENCES = new Map([
  ['nvidia-a100', ['nv-a100-40-sxm', 'nv-a100-80-sxm']],
  ['nvidia-h100', ['nv-h100-sxm', 'nv-h100-pcie', 'nv-h100-nvl']],
  ['nvidia-h200', ['nv-h200-sxm', 'nv-h200-nvl']],
  ['nvidia-a800', ['nv-a800-80-sxm']],
  ['nvidia-h800', ['nv-h800-sxm']],
  ['nvidia-h20', ['nv-h20-96', 'nv-h20-141']],
  ['nvidia-h20-141gb', ['nv-h20-141']],
  ['nvidia-l40s', ['nv-l40s']],
  ['nvidia-b200', ['nv-b200-sxm']],
  ['nvidia-b300', ['nv-b300-sxm']],
  ['nvidia-b30a', ['nv-b30a']],
  ['nvidia-gb200', ['nv-gb200']],
  ['nvidia-gb300', ['nv-gb300']],
  ['nvidia-rtx-pro-6000d', ['nv-rtxpro6000d']],
  ['amd-mi250', ['amd-mi250x']],
  ['amd-mi300x', ['amd-mi300x']],
  ['amd-mi308', ['amd-mi308x']],
  ['amd-mi325x', ['amd-mi325x']],
  ['intel-gaudi2', ['intel-gaudi2']],
  ['intel-gaudi3', ['intel-gaudi3']],
]);

/** Chip a bare family name means when one is asked for. */
const ALIASES = new Map([
  ['nv-a100-80-sxm', ['nvidia-a100', 'A100']],
  ['nv-h100-sxm', ['nvidia-h100', 'H100']],
  ['nv-h200-sxm', ['nvidia-h200', 'H200']],
  ['nv-a800-80-sxm', ['nvidia-a800', 'A800']],
  ['nv-h800-sxm', ['nvidia-h800', 'H800']],
  ['nv-h20-96', ['nvidia-h20', 'nv-h20', 'H20']],
  ['nv-h20-141', ['nvidia-h20-141gb']],
  ['nv-l40s', ['nvidia-l40s']],
  ['nv-b200-sxm', ['nvidia-b200', 'B200']],
  ['nv-b300-sxm', ['nvidia-b300', 'B300']],
  ['nv-b30a', ['nvidia-b30a', 'B30A']],
  ['nv-gb200', ['nvidia-gb200', 'GB200']],
  ['nv-gb300', ['nvidia-gb300', 'GB300']],
  ['nv-rtxpro6000d', ['nvidia-rtx-pro-6000d']],
  ['amd-mi300x', ['MI300X']],
  ['amd-mi308x', ['amd-mi308']],
  ['amd-mi325x', ['MI325X']],
  ['amd-mi350x', ['MI350X']],
  ['amd-mi355x', ['MI355X']],
  ['huawei-ascend-910b2', ['huawei-ascend-910b', '910B', 'Ascend 910B', '昇腾910B']],
  ['huawei-ascend-910c', ['910C', '昇腾910C']],
  ['cambricon-mlu590', ['MLU590', '思元590']],
  ['kunlun-p800', ['P800', '昆仑芯P800']],
  ['thead-ppu-810e', ['PPU']],
  ['moorethreads-s5000', ['S5000']],
]);

/** Chips of the catalogue that a reference covers; none for chips the catalogue does not hold. */
export function chipsOf(reference, known) {
  if (REFERENCES.has(reference)) return REFERENCES.get(reference);
  return known.has(reference) ? [reference] : [];
}

export const extraAliases = (id) => ALIASES.get(id) ?? [];

/** Removes aliases that are already taken, by id or by an earlier chip. */
export function uniqueAliases(entries) {
  const taken = new Set(entries.map((entry) => entry.id.toLowerCase()));
  return entries.map((entry) => {
    const aliases = [];
    for (const alias of entry.aliases) {
      const key = alias.toLowerCase();
      if (key === entry.name.toLowerCase() || taken.has(key)) continue;
      taken.add(key);
      aliases.push(alias);
    }
    return { ...entry, aliases };
  });
}

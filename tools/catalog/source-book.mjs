const PLANNING = 'Headroom planning assumption';
const PRICE_LISTS = 'Headroom: derived from the price lists of the catalogue';

/** Titles of our own for what no document was read for, or whose stated title is a remark. */
const OWN_TITLES = [
  [/^vendor datasheet, from memory$/, 'Vendor datasheet, recalled and not re-read'],
  [/^recalled, no source found$/, 'Recalled; no published source found'],
  [/^memory$/, 'Architecture recalled; no published configuration read'],
  [/^Seed article/, 'Zimubang (字母榜), article on H20 and domestic accelerators, July 2025'],
  [/^8-GPU fleets; reliability_facts/, PLANNING],
  [/^NVIDIA HGX H100 PCF summary/, 'NVIDIA HGX H100 product carbon footprint, summary'],
  [/^secondary estimate \(2-4x bare board\)/, 'Estimate: DGX H100 at two to four times its board'],
  [
    /^engineering estimate in a public repo .*AMD/,
    'Engineering estimate for an 8x MI300X server; AMD publishes no footprint',
  ],
  [/^planning rate; set from a live feed$/, PLANNING],
  [/^planning value/, PLANNING],
  [/^spans the sources above/, `${PLANNING}: range of the construction cost sources`],
  [/^mid of disclosed lives/, `${PLANNING}: middle of the disclosed service lives`],
  [/^midpoint of the verified 2022 CBRE/, `${PLANNING}: between CBRE 2022 and reported rises`],
  [/^planning range \(recalled\)/, 'Recalled planning range, not re-read'],
  [/^cloud_prices\.csv/, PRICE_LISTS],
  [
    /^derived( from llama3-interruptions)?$/,
    'Headroom: derived from the Llama 3 interruption counts',
  ],
  [/^press$/, 'Press reports, not named'],
  [/^same page$/, 'v2-pseo-ai.pages.dev Jan 2026'],
  [/^same; vf_react/, 'expert call Apr-May 2025 (dzcnc.com)'],
  [
    /^find_string id 52131736835/,
    'Public repository text on node availability, after arXiv 2410.21680',
  ],
];

/** Remarks of the research that mean nothing to a reader of a citation. */
const RESEARCH_REMARKS = [
  /,? ?(?:read )?(?:via|through) find_string(?: ids?)? \d+/g,
  /find_string ids? [\d, and]+ \(([^)]*)\)/g,
  /find_string ids? [\d, and]+/g,
  / ?\(index id \d+\)/g,
  /; commercial in alt/g,
  /; 2023 values exist \(announced Jan 2026\) but were not read/g,
  / quoted in the project brief[\s\S]*$/g,
];

/** Every source cited once, under an id made from its title. */
export class SourceBook {
  #byKey = new Map();
  #ids = new Map();

  /** Registers a source and returns its id; the same title and address give the same id. */
  add({ id, title, url = null, date = null }) {
    const shown = tidyTitle(title);
    const address = typeof url === 'string' && /^https?:/.test(url) ? url : arxivUrl(shown);
    const key = `${shown} ${address ?? ''}`;
    const known = this.#byKey.get(key);
    if (known) {
      known.date ??= isoDate(date) ?? dateInTitle(shown);
      return known.id;
    }
    const given = id ?? this.#freshId(shown);
    this.#byKey.set(key, {
      id: given,
      title: shown,
      url: address,
      date: isoDate(date) ?? dateInTitle(shown),
    });
    return given;
  }

  dateOf(id) {
    return [...this.#byKey.values()].find((source) => source.id === id)?.date ?? null;
  }

  all() {
    return [...this.#byKey.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #freshId(title) {
    const slug =
      title
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 56)
        .replace(/-$/, '') || 'source';
    const used = this.#ids.get(slug) ?? 0;
    this.#ids.set(slug, used + 1);
    return used === 0 ? slug : `${slug}-${used + 1}`;
  }
}

function tidyTitle(title) {
  const own = OWN_TITLES.find(([pattern]) => pattern.test(title));
  let shown = own ? own[1] : title;
  for (const remark of RESEARCH_REMARKS) {
    shown = shown.replace(remark, (_, kept) => (typeof kept === 'string' ? kept : ''));
  }
  return shown.replace(/\s+/g, ' ').trim() || 'Public repository text';
}

function arxivUrl(title) {
  const id = title.match(/arXiv:? ?(\d{4}\.\d{4,5})/)?.[1];
  return id ? `https://arxiv.org/abs/${id}` : null;
}

/** A date as ISO 8601 of whatever precision is stated; quarters and halves become their last month. */
export function isoDate(text) {
  if (text === null || text === undefined) return null;
  const string = String(text);
  const range = string.match(/(\d{4}(?:-\d{2})?(?:-\d{2})?)\s*(?:to|\.\.)\s*(\d{4}(?:-\d{2})?)/);
  if (range) return isoDate(range[2]);
  const quarter = string.match(/(\d{4})-Q([1-4])/) ?? swapped(string.match(/Q([1-4])-(\d{4})/));
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3).padStart(2, '0')}`;
  const half = string.match(/(\d{4})-H([12])/);
  if (half) return `${half[1]}-${half[2] === '1' ? '06' : '12'}`;
  const early = string.match(/(\d{4}) \(early\)/);
  if (early) return `${early[1]}-03`;
  const end = string.match(/end-(\d{4})/);
  if (end) return `${end[1]}-12`;
  const plain = string.match(/\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?/);
  return plain ? plain[0] : null;
}

const swapped = (match) => (match ? [match[0], match[2], match[1]] : null);

function dateInTitle(title) {
  return title.match(/\((?:[^()]*[ ,])?(20\d{2}-\d{2}(?:-\d{2})?)[^()]*\)/)?.[1] ?? null;
}

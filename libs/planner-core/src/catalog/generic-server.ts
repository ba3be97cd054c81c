import type { Chip, Figure, ScaleUpTopology, System } from '@headroom/models';
import { isCardWithoutLinks, memoryClass } from './chip-class';

/** Chips in a server of the kind every vendor of modules and cards offers. */
const GENERIC_SERVER_CHIPS = 8;
/** A published server of up to this many chips makes a generic one needless. */
const LARGEST_SERVER_CHIPS = 16;
const RULE_SOURCE = 'headroom-rule-generic-8-chip-server';
const PCIE_SOURCE = 'pci-express-base-specification-4-0';
/** Sixteen lanes of 16 GT/s in 128b/130b coding, one direction. */
const PCIE4_X16_GBPS = 31.5;

/** Chips that come only inside a published rack, pod or instance of their maker. */
const RACK_ONLY = /superchip|Helios|internal/i;
const CAPTIVE_VENDORS = new Set(['AWS', 'Cerebras', 'Groq', 'SambaNova']);

/**
 * Eight-chip servers for chips that are or were sold (or rented, Google) and have no published server of up
 * to sixteen chips. They hold only what follows from the chip: eight of them, wired by the chip's own links,
 * over PCIe 4.0 x16 where it is a card without links. Power, price, hosts and space stay unknown.
 */
export function genericServers(chips: readonly Chip[], published: readonly System[]): System[] {
  return chips.filter((chip) => needsServer(chip, published)).map(genericServer);
}

/** Id of the server derived for a chip that has none published. */
export const genericServerId = (chipId: string): string =>
  `generic-${GENERIC_SERVER_CHIPS}x-${chipId}`;

function needsServer(chip: Chip, published: readonly System[]): boolean {
  const sold = chip.lifecycle === 'shipping' || chip.lifecycle === 'end-of-life';
  const serverExists = published.some(
    (system) =>
      system.chipId === chip.id &&
      system.kind === 'server' &&
      system.chips !== null &&
      system.chips.value <= LARGEST_SERVER_CHIPS,
  );
  return (
    sold &&
    !serverExists &&
    !CAPTIVE_VENDORS.has(chip.vendor) &&
    !RACK_ONLY.test(chip.formFactor ?? '') &&
    memoryClass(chip) !== 'SRAM'
  );
}

function genericServer(chip: Chip): System {
  const overPcie = isCardWithoutLinks(chip);
  const domainChips = overPcie ? GENERIC_SERVER_CHIPS : domainChipsOf(chip);
  return {
    id: genericServerId(chip.id),
    vendor: chip.vendor,
    name: `${GENERIC_SERVER_CHIPS} x ${chip.name} (generic server)`,
    nameZh: `${chip.nameZh ?? chip.name} ${GENERIC_SERVER_CHIPS} 卡通用服务器`,
    aliases: [],
    kind: 'server',
    chipId: chip.id,
    derived: true,
    chips: byRule(GENERIC_SERVER_CHIPS),
    hostCpu: null,
    hostCpuCount: null,
    hostMemoryGb: null,
    scaleUpDomainChips: byRule(domainChips),
    scaleUpTopology: topologyOf(chip, overPcie),
    scaleUpGBpsPerDirection: overPcie
      ? { value: PCIE4_X16_GBPS, sourceId: PCIE_SOURCE, date: '2017-10', confidence: 'derived' }
      : null,
    scaleOutGbpsPerChip: null,
    powerKw: null,
    rackUnits: null,
    racks: null,
    cooling: 'unknown',
    opticalModules: null,
    priceUsd: null,
    available: chip.available,
    lifecycle: chip.lifecycle,
    bomTemplateId: null,
    missingFigures: ['powerKw', 'priceUsd'],
    sourceIds: overPcie ? [RULE_SOURCE, PCIE_SOURCE] : [RULE_SOURCE],
  };
}

const byRule = (value: number): Figure => ({
  value,
  sourceId: RULE_SOURCE,
  date: null,
  confidence: 'assumption',
});

/** Bridges join as many cards as their name says. */
function domainChipsOf(chip: Chip): number {
  const bridged = chip.scaleUpName?.match(/^\S+ \d+ bridge \((\d+) GPUs\)/)?.[1];
  const published = chip.scaleUpMaxDomainChips?.value;
  return Math.min(GENERIC_SERVER_CHIPS, Number(bridged ?? published ?? GENERIC_SERVER_CHIPS));
}

function topologyOf(chip: Chip, overPcie: boolean): ScaleUpTopology {
  const links = chip.scaleUpName ?? '';
  if (overPcie || /pcie/i.test(links)) return 'pcie';
  if (/torus/i.test(links)) return 'torus-2d';
  return /nvlink \d+$/i.test(links) ? 'switched' : 'full-mesh';
}

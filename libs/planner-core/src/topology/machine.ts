import type { ComputePrecision } from '@headroom/models';
import type { Bytes, BytesPerSecond, FlopsPerSecond, Watts } from '../units/quantity';
import type { Fabric } from './fabric';

/** One system of the catalogue as the engine sees it: its chips in SI units and how they are wired. */
export interface Machine {
  readonly systemId: string;
  readonly chipId: string;
  readonly vendor: string;
  /** Chips in one unit of the system. */
  readonly chips: number;
  /** Kernel surfaces and intervals are chosen by architecture where the chip itself was not measured. */
  readonly architecture: string;
  readonly peakFlops: Readonly<Record<ComputePrecision, FlopsPerSecond | null>>;
  readonly memory: Bytes;
  readonly memoryBandwidth: BytesPerSecond;
  readonly fabric: Fabric;
  /** Memory of the host for each chip and the link to it; absent where the system does not state it. */
  readonly host?: HostShare;
  /** Draw of one unit at full load, hosts and switches included. */
  readonly systemPower: Watts;
  /** Names of figures nobody publishes that were taken from the chip's class. */
  readonly estimatedFigures: readonly string[];
  /** Relative standard deviation those estimates add to a predicted speed; 0 when all are published. */
  readonly figureSigma: number;
}

/** What one chip has of the host it sits in. */
export interface HostShare {
  readonly memoryPerChip: Bytes;
  /** One direction. */
  readonly linkBandwidth: BytesPerSecond;
}

// The Linux distributions that the vendor's texts of two times name, by the ids of os-release. Data only.

/** From one release to another, both in it; `to` is compared only as far as it goes: 9.3 is within 9. Open: no end. */
export type Span = readonly [from: string, to?: string];

export interface Distribution {
  readonly name: string;
  /** Text of 2023. */
  readonly early: readonly Span[];
  /** Text of March 2026, for x86-64. */
  readonly now: readonly Span[];
  /** Text of March 2026, for ARM64. */
  readonly arm64: readonly Span[];
}

const LTS: readonly Span[] = ['16.04', '18.04', '20.04', '22.04', '24.04'].map((release) => [
  release,
  release,
]);

/**
 * Source: Microsoft Learn, "Use Intune to manage Microsoft Defender settings management on devices not enrolled with
 * Intune", 2023, for the early list; "Prerequisites for Microsoft Defender for Endpoint on Linux", March 2026.
 */
export const DISTRIBUTIONS: Readonly<Record<string, Distribution>> = {
  rhel: { name: 'Red Hat Enterprise Linux', early: [['7.2']], now: [['7.2', '10']], arm64: [['8', '10']] },
  // One id for CentOS Linux and CentOS Stream. Only Stream is listed for ARM64, which begins with 8.
  centos: { name: 'CentOS', early: [['7.2']], now: [['7.2', '10']], arm64: [['8', '10']] },
  ubuntu: { name: 'Ubuntu', early: LTS, now: LTS, arm64: LTS.slice(2) },
  debian: { name: 'Debian', early: [['9']], now: [['9', '13']], arm64: [['11', '12']] },
  sles: {
    name: 'SUSE Linux Enterprise Server',
    early: [['12']],
    now: [['12', '15']],
    arm64: [['15.5', '15.6']],
  },
  ol: { name: 'Oracle Linux', early: [['7.2']], now: [['7.2', '9']], arm64: [['8', '9']] },
  amzn: {
    name: 'Amazon Linux',
    early: [['2', '2']],
    now: [
      ['2', '2'],
      ['2023', '2023'],
    ],
    arm64: [
      ['2', '2'],
      ['2023', '2023'],
    ],
  },
  fedora: { name: 'Fedora', early: [['33']], now: [['33', '42']], arm64: [] },
  rocky: {
    name: 'Rocky Linux',
    early: [],
    now: [
      ['8.7', '8'],
      ['9.2', '9'],
    ],
    arm64: [],
  },
  almalinux: {
    name: 'AlmaLinux',
    early: [],
    now: [
      ['8.4', '8'],
      ['9.2', '9'],
    ],
    arm64: [],
  },
  mariner: { name: 'Mariner', early: [], now: [['2', '2']], arm64: [] },
};

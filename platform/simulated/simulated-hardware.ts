// What a simulated machine is made of: the same for all of them, and plainly not a real one's. Data only.

import type { Hardware } from '../../src/model/hardware.js';

export const SIMULATED_HARDWARE: Hardware = {
  manufacturer: 'Holdfast',
  model: 'Simulated machine',
  processor: 'Simulated processor',
  cores: 4,
  memory: 8 * 1024 ** 3,
  virtual: true,
};

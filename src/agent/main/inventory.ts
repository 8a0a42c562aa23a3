// `holdfast inventory`: what this machine is made of, as JSON. Started by a turn, at enrollment and daily, with a
// deadline: the library that is asked starts shells, so it runs here and nowhere else.

import { createSystemTimer } from '../../../platform/timer.js';
import { QUESTION_LIMIT_MS } from '../inventory/hardware-child.js';
import { readHardware } from '../inventory/read-hardware.js';
import { writeAll } from '../log/fd-output.js';

readHardware(createSystemTimer(), QUESTION_LIMIT_MS).then(
  (hardware) => {
    writeAll(1, `${JSON.stringify(hardware)}\n`);
    // A question that hangs would keep the process.
    process.exit(0);
  },
  (error: unknown) => {
    writeAll(2, `holdfast: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);

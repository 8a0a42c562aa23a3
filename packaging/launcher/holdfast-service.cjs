#!/usr/bin/env node
// Starts the management service's bundle on a Node that can run it. Plain CommonJS, no dependency.
'use strict';

if (Number.parseInt(process.versions.node, 10) < 26) {
  require('./own-node.cjs').rerun(__filename, process.argv.slice(2));
} else {
  require('./service.cjs');
}

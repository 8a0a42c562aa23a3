// The version of the agent, from the package. Pure.

import manifest from '../../package.json' with { type: 'json' };

export const AGENT_VERSION: string = manifest.version;

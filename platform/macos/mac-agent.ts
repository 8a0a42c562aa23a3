// Where the agent is on a Mac, and from which version it serves managed settings there. Data only.

import type { AgentHome } from '../linux/ask-mdatp.js';

/**
 * Source: for the floor Microsoft Learn, "Use Intune to manage Microsoft Defender settings management on devices not
 * enrolled with Intune"; for the second path "Resources for Microsoft Defender for Endpoint on macOS". The first is what
 * the second is a link to, as inventory scripts use it: the link lies in a folder that other software often gives to a
 * user, and is not believed there.
 */
export const MAC_AGENT: AgentHome = {
  paths: [
    '/Applications/Microsoft Defender.app/Contents/Resources/Tools/wdavdaemonclient',
    '/usr/local/bin/mdatp',
  ],
  minimum: '101.23052.0004',
};

// Where the agent is on a Mac, and from which version it serves managed settings there. Data only.

import type { AgentHome } from '../linux/ask-mdatp.js';

/**
 * Source: Microsoft Learn, "Resources for Microsoft Defender for Endpoint on macOS" and "Use Intune to manage Microsoft
 * Defender settings management on devices not enrolled with Intune".
 */
export const MAC_AGENT: AgentHome = { paths: ['/usr/local/bin/mdatp'], minimum: '101.23052.0004' };

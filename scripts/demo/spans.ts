// Times and spans as the demo prints them. Pure.

export const minutes = (count: number): number => count * 60_000;

export const minutesText = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`;

export const secondsText = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Of the day, UTC. */
export const clockText = (at: number): string => new Date(at).toISOString().slice(11, 19);
